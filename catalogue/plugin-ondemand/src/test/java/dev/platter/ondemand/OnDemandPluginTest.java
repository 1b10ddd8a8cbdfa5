// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ondemand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Size;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnDemandPluginTest {
    private static final String SPARSE = "truncate -s $size \"$disk\"";

    @TempDir
    private Path folder;

    private OnDemandPlugin started(boolean wait, boolean share, String command, KeyValue... variables)
            throws IOException {
        OnDemandPlugin plugin = new OnDemandPlugin(new OnDemandPlugin.Config(
                folder,
                new Size(1 << 20),
                wait,
                share,
                Optional.of(command),
                Optional.of("ext2"),
                Optional.empty(),
                List.of(variables)));
        plugin.prepare();
        plugin.start(new TestContext());
        return plugin;
    }

    private static Client named(String name) {
        return new TestClient(1, name, false);
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void diskIsMadeWhenItIsAskedForFirst() throws IOException {
        Path count = folder.resolve(".count");
        OnDemandPlugin plugin = started(false, false, "echo $type $size >>" + count + "; " + SPARSE);
        for (String name : List.of("a", "b c", "a", "$(touch x)", "it's")) {
            try (Disk disk = plugin.open(named(name))) {
                assertEquals(1 << 20, disk.size());
                assertFalse(disk.features().multiConn());
            }
        }
        assertEquals(List.of("$(touch x)", ".count", "a", "b c", "it's"), files());
        assertEquals(
                List.of("ext2 1048576", "ext2 1048576", "ext2 1048576", "ext2 1048576"), Files.readAllLines(count));
    }

    @Test
    void sizeOfADiskIsWhatTheCommandHasMade() throws IOException {
        OnDemandPlugin plugin = started(
                false, false, "printf '%s' \"$words\" >\"$disk\"", new KeyValue("words", "it's $words, \"12\""));
        try (Disk disk = plugin.open(named("a"))) {
            assertEquals(17, disk.size());
        }
        assertEquals("it's $words, \"12\"", Files.readString(folder.resolve("a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", ".hidden", "a/b", "/etc/passwd", "../x", "a/"})
    void nameThatLeadsElsewhereIsRefused(String name) throws IOException {
        OnDemandPlugin plugin = started(false, false, SPARSE);
        IOException refused = assertThrows(IOException.class, () -> plugin.open(named(name)));
        assertTrue(refused.getMessage().contains("invalid exportname '" + name + "' rejected"), refused.getMessage());
        assertEquals(List.of(), files());
    }

    @Test
    void longestNameHas255Bytes() throws IOException {
        OnDemandPlugin plugin = started(false, false, SPARSE);
        plugin.open(named("ä".repeat(127) + "x")).close();
        assertThrows(IOException.class, () -> plugin.open(named("ä".repeat(128))));
    }

    @Test
    void exportsAreTheFilesThatAreNotHidden() throws IOException {
        OnDemandPlugin plugin = started(false, false, SPARSE);
        for (String name : List.of("z", "a", "a.b", "c:d", ".e", "default")) {
            Files.createFile(folder.resolve(name));
        }
        Files.createDirectory(folder.resolve("folder"));
        assertEquals(
                List.of("", "a", "a.b", "c:d", "z"),
                plugin.exports(named("")).stream().map(Export::name).toList());
        assertEquals("default", plugin.defaultExport(named("")));
    }

    @Test
    void secondClientIsRefusedUntilTheFirstHasLeft() throws IOException {
        OnDemandPlugin plugin = started(false, false, SPARSE);
        Disk first = plugin.open(named("a"));
        IOException refused = assertThrows(IOException.class, () -> plugin.open(named("a")));
        assertEquals("a: filesystem is locked by another client", refused.getMessage());
        plugin.open(named("b"));
        first.close();
        plugin.open(named("a"));
    }

    @Test
    void clientsThatOnlyReadShareADisk() throws IOException {
        OnDemandPlugin plugin = started(false, false, SPARSE);
        Disk first = plugin.open(new TestClient(1, "a", true));
        Disk second = plugin.open(new TestClient(2, "a", true));
        assertThrows(IOException.class, () -> plugin.open(named("a")));
        first.close();
        assertThrows(IOException.class, () -> plugin.open(named("a")));
        second.close();
        plugin.open(named("a"));
    }

    @Test
    void sharedDiskIsNotLocked() throws IOException {
        OnDemandPlugin plugin = started(false, true, SPARSE);
        assertTrue(plugin.open(named("a")).features().multiConn());
        plugin.open(named("a"));
    }

    @Test
    void clientWaitsUntilTheOneBeforeItHasLeft() throws Exception {
        OnDemandPlugin plugin = started(true, false, SPARSE);
        Disk first = plugin.open(named("a"));
        TestClient waiting = new TestClient(2, "a", false);
        CompletableFuture<Disk> second = opened(plugin, waiting);
        awaitRegistration(waiting);
        assertFalse(second.isDone());
        first.close();
        second.get(60, TimeUnit.SECONDS).close();
    }

    @Test
    void clientThatHasGoneDoesNotWait() throws Exception {
        OnDemandPlugin plugin = started(true, false, SPARSE);
        Disk first = plugin.open(named("a"));
        TestClient waiting = new TestClient(2, "a", false);
        CompletableFuture<Disk> second = opened(plugin, waiting);
        awaitRegistration(waiting);
        waiting.disconnect();
        assertThrows(ExecutionException.class, () -> second.get(60, TimeUnit.SECONDS));
        first.close();
        plugin.open(named("a")).close();
    }

    @Test
    void commandOfAClientThatHasGoneIsEnded() throws Exception {
        OnDemandPlugin plugin =
                started(false, false, "echo >\"$disk\"; echo >" + folder.resolve(".begun") + "; sleep 1000");
        TestClient waiting = new TestClient(2, "a", false);
        CompletableFuture<Disk> disk = opened(plugin, waiting);
        while (Files.notExists(folder.resolve(".begun"))) {
            Thread.onSpinWait();
        }
        waiting.disconnect();
        assertThrows(ExecutionException.class, () -> disk.get(60, TimeUnit.SECONDS));
        assertEquals(List.of(".begun"), files(), "what the command had made so far is still there");
    }

    @Test
    void commandThatFailsIsTriedAgain() throws IOException {
        Path ready = folder.resolve(".ready");
        OnDemandPlugin plugin = started(false, false, SPARSE + "; test -e " + ready);
        IOException failed = assertThrows(IOException.class, () -> plugin.open(named("a")));
        assertTrue(failed.getMessage().endsWith("exited with code 1"), failed.getMessage());
        assertEquals(List.of(), files());
        Files.createFile(ready);
        plugin.open(named("a")).close();
    }

    private static CompletableFuture<Disk> opened(OnDemandPlugin plugin, Client client) {
        CompletableFuture<Disk> disk = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                disk.complete(plugin.open(client));
            } catch (IOException | RuntimeException e) {
                disk.completeExceptionally(e);
            }
        });
        return disk;
    }

    private static void awaitRegistration(TestClient client) {
        while (client.awaited() == 0) {
            Thread.onSpinWait();
        }
    }
}
