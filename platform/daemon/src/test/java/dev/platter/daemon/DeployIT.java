// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.client.NbdClient;
import dev.platter.host.RefusedException;
import dev.platter.memory.MemoryPlugin;
import dev.platter.nothing.NullPlugin;
import dev.platter.offset.OffsetFilter;
import dev.platter.server.bundles.BundleState;
import dev.platter.server.bundles.BundleStatus;
import dev.platter.testkit.server.VersionedJar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real bundles are deployed into a running server. */
@Timeout(120)
class DeployIT {
    private static final String MEMORY = """
        [export.ram.plugin]
        use = "memory"
        parameters = { size = "4M" }
        """;

    @TempDir
    private Path folder;

    private RunningDaemon daemon;

    @BeforeEach
    void prepare() throws IOException {
        daemon = new RunningDaemon(folder, MemoryPlugin.class, NullPlugin.class, OffsetFilter.class);
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void aNewerVersionTakesOverTheMemoryUnderItsClients() throws Exception {
        daemon.configure(MEMORY).start();
        AtomicBoolean enough = new AtomicBoolean();
        AtomicLong checked = new AtomicLong();
        CompletableFuture<Void> client = CompletableFuture.runAsync(() -> writeAndRead(enough, checked));
        for (int version = 1; version <= 6; version++) {
            String wanted = "1." + version + ".0";
            long before = checked.get();
            VersionedJar.of(MemoryPlugin.class, wanted).writeTo(daemon.deploy().resolve("memory-" + wanted + ".jar"));
            RunningDaemon.await(() -> members("ram").equals(List.of("memory@" + wanted)));
            RunningDaemon.await(() -> checked.get() > before + 10);
        }
        enough.set(true);
        client.get();
        assertEquals(List.of(), daemon.complaints());
        RunningDaemon.await(() -> daemon.server().exports().size() == 1);
    }

    private void writeAndRead(AtomicBoolean enough, AtomicLong checked) {
        try (NbdClient client = daemon.connect("ram")) {
            for (int i = 0; !enough.get(); i++) {
                write(client, i % 1024 * 4096L, i);
                assertEquals(i, read(client, i % 1024 * 4096L));
                checked.incrementAndGet();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void withoutContentsConnectedClientsStayAndNewOnesGetTheNewest() throws Exception {
        daemon.configure("[export.zero.plugin]\nuse = \"null\"\nparameters = { size = \"1M\" }\n")
                .start();
        try (NbdClient old = daemon.connect("zero")) {
            VersionedJar.of(NullPlugin.class, "1.1.0").writeTo(daemon.deploy().resolve("null.jar"));
            RunningDaemon.await(() -> members("zero").equals(List.of("null@1.1.0")));
            assertEquals(
                    List.of("serving", "retiring"),
                    daemon.server().exports().stream().map(it -> it.state()).toList());
            assertEquals(0, read(old, 0));
            try (NbdClient fresh = daemon.connect("zero")) {
                assertEquals(0, read(fresh, 0));
                assertEquals(
                        List.of(1, 1),
                        daemon.server().exports().stream()
                                .map(it -> it.connections())
                                .toList());
                VersionedJar.of(NullPlugin.class, "1.2.0")
                        .writeTo(daemon.deploy().resolve("null.jar"));
                RunningDaemon.await(() -> members("zero").equals(List.of("null@1.2.0")));
                RunningDaemon.await(() -> retiring().equals(List.of("1.1.0")));
                assertEquals(0, read(fresh, 0));
            }
            RunningDaemon.await(() -> retiring().isEmpty());
            daemon.server().upgrade("zero", true);
            assertEquals(0, read(old, 4096));
        }
        RunningDaemon.await(() -> daemon.server().exports().size() == 1);
    }

    @Test
    void aNewerVersionKeepsTheLimitOfConnections() throws Exception {
        daemon.configure("[export.zero.limits]\nconnections = 1\n[export.zero.plugin]\nuse = \"null\"\n"
                        + "parameters = { size = \"1M\" }\n")
                .start();
        try (NbdClient old = daemon.connect("zero")) {
            VersionedJar.of(NullPlugin.class, "1.1.0").writeTo(daemon.deploy().resolve("null.jar"));
            RunningDaemon.await(() -> members("zero").equals(List.of("null@1.1.0")));
            IOException refused = assertThrows(IOException.class, () -> daemon.connect("zero"));
            assertTrue(refused.getMessage().contains("has 1 connections, and may have 1"), refused.getMessage());
            assertEquals(0, read(old, 0));
        }
        RunningDaemon.await(() -> daemon.server().exports().size() == 1);
        daemon.connect("zero").close();
    }

    @Test
    void clientsThatMayNotBeMovedHoldAnUpgradeBack() throws Exception {
        daemon.configure("[export.ram]\nupgrade = \"new-clients\"\n" + MEMORY).start();
        Path jar = VersionedJar.of(MemoryPlugin.class, "1.1.0").writeTo(folder.resolve("memory.jar"));
        try (NbdClient client = daemon.connect("ram")) {
            RefusedException refused =
                    assertThrows(RefusedException.class, () -> daemon.server().install(jar));
            assertTrue(refused.getMessage().contains("rules out moving the 1 connected"), refused.getMessage());
            assertEquals(0, read(client, 0));
        }
        RunningDaemon.await(() -> daemon.server().connections().isEmpty());
        daemon.server().install(jar);
        assertEquals(List.of("memory@1.1.0"), members("ram"));
    }

    @Test
    void aReloadTriesARefusedJarAgain() throws Exception {
        daemon.configure("[export.ram]\nupgrade = \"new-clients\"\n" + MEMORY).start();
        try (NbdClient client = daemon.connect("ram")) {
            write(client, 0, 5);
            VersionedJar.of(MemoryPlugin.class, "1.1.0").writeTo(daemon.deploy().resolve("memory.jar"));
            RunningDaemon.await(() -> Files.exists(daemon.deploy().resolve("memory.jar.error")));
            daemon.configure(MEMORY);
            daemon.server().reload(false);
            assertEquals(List.of("memory@1.1.0"), members("ram"));
            assertEquals(5, read(client, 0));
        }
    }

    /** Half a jar would only use up the space that is short. */
    @Test
    void aJarWithoutRoomOnTheDiskLeavesNothingBehind() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no file that is always full");
        daemon.configure(MEMORY).start();
        Path hidden = Files.createSymbolicLink(daemon.deploy().resolve(".memory.jar"), full);
        Path jar = VersionedJar.of(MemoryPlugin.class, "1.1.0").writeTo(folder.resolve("memory.jar"));
        RefusedException refused =
                assertThrows(RefusedException.class, () -> daemon.server().install(jar));
        assertTrue(
                refused.getMessage().contains(daemon.deploy().resolve("memory.jar") + " cannot be written"),
                refused.getMessage());
        assertFalse(Files.exists(hidden, LinkOption.NOFOLLOW_LINKS));
    }

    private List<String> retiring() {
        return daemon.server().bundles().stream()
                .filter(it -> it.state() == BundleState.RETIRING)
                .map(BundleStatus::version)
                .toList();
    }

    @Test
    void aBrokenJarLeavesTheOldVersionServing() throws Exception {
        daemon.configure(MEMORY).start();
        try (NbdClient client = daemon.connect("ram")) {
            write(client, 0, 77);
            Path jar = daemon.deploy().resolve("memory-2.jar");
            byte[] whole = VersionedJar.of(MemoryPlugin.class, "2.0.0").bytes();
            Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
            Path error = jar.resolveSibling("memory-2.jar.error");
            RunningDaemon.await(() -> Files.exists(error));
            assertTrue(Files.readString(error).contains("is damaged, or not a jar"), Files.readString(error));
            VersionedJar.of(MemoryPlugin.class, "2.0.0", "Import-Package", "no.such.thing")
                    .writeTo(jar);
            RunningDaemon.await(() -> Files.exists(error) && text(error).contains("no.such.thing"));
            VersionedJar.of(MemoryPlugin.class, "2.0.0", "Import-Package", "dev.platter.api;version=\"[7,8)\"")
                    .writeTo(jar);
            RunningDaemon.await(() -> Files.exists(error) && text(error).contains("[7"));
            assertEquals(
                    1,
                    daemon.server().bundles().stream()
                            .filter(it -> it.state() == BundleState.FAILED)
                            .count());
            assertEquals(77, read(client, 0));
            VersionedJar.of(MemoryPlugin.class, "2.0.0").writeTo(jar);
            RunningDaemon.await(() -> members("ram").equals(List.of("memory@2.0.0")));
            RunningDaemon.await(() -> !Files.exists(error));
            assertEquals(77, read(client, 0));
        }
    }

    @Test
    void aRollbackSurvivesARestart() throws Exception {
        daemon.configure(MEMORY).start();
        VersionedJar.of(MemoryPlugin.class, "1.1.0").writeTo(daemon.deploy().resolve("a.jar"));
        VersionedJar.of(MemoryPlugin.class, "1.2.0").writeTo(daemon.deploy().resolve("b.jar"));
        RunningDaemon.await(() -> members("ram").equals(List.of("memory@1.2.0")));
        try (NbdClient client = daemon.connect("ram")) {
            write(client, 8192, 5);
            daemon.server().rollBack("memory");
            assertEquals(List.of("memory@1.1.0"), members("ram"));
            assertEquals(5, read(client, 8192));
        }
        daemon.close();
        daemon.start();
        assertEquals(List.of("memory@1.1.0"), members("ram"));
    }

    @Test
    void changesOfTheFolderAreFoundAtTheStart() throws Exception {
        VersionedJar.of(MemoryPlugin.class, "1.5.0").writeTo(daemon.deploy().resolve("a.jar"));
        daemon.configure(MEMORY).start();
        assertEquals(List.of("memory@1.5.0"), members("ram"));
    }

    @Test
    void aBundleInUseDoesNotGoAway() throws Exception {
        VersionedJar.of(MemoryPlugin.class, "5.0.0").writeTo(daemon.deploy().resolve("a.jar"));
        daemon.configure(MEMORY.replace("\"memory\"", "\"memory@5\"")).start();
        RefusedException refused =
                assertThrows(RefusedException.class, () -> daemon.server().uninstall("memory", Optional.of("5.0.0")));
        assertTrue(
                refused.getMessage().contains("stay in use, since nothing can take their place"), refused.getMessage());
        try (NbdClient client = daemon.connect("ram")) {
            assertEquals(0, read(client, 0));
        }
        daemon.configure("");
        daemon.server().reload(false);
        RunningDaemon.await(() ->
                daemon.server().bundles().stream().noneMatch(it -> it.version().equals("5.0.0")));
    }

    @Test
    void aSecondBundleOfTheSameNameAndVersionIsRefused() throws Exception {
        daemon.configure(MEMORY).start();
        daemon.server().install(VersionedJar.of(MemoryPlugin.class, "3.0.0").writeTo(folder.resolve("one.jar")));
        Path other = VersionedJar.of(MemoryPlugin.class, "3.0.0", "Bundle-Name", "other")
                .writeTo(folder.resolve("two.jar"));
        RefusedException refused =
                assertThrows(RefusedException.class, () -> daemon.server().install(other));
        assertTrue(refused.getMessage().contains("has the same name and version"), refused.getMessage());
        assertFalse(Files.exists(daemon.deploy().resolve("two.jar")));
    }

    private List<String> members(String export) {
        return daemon.server().exports().stream()
                .filter(it -> it.name().equals(export))
                .findFirst()
                .orElseThrow()
                .members();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    static void write(NbdClient client, long offset, int value) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(512);
        while (data.hasRemaining()) {
            data.putInt(value);
        }
        client.write(offset, data.flip(), 0);
    }

    /** Reads a block, and returns the number that it is filled with. */
    static int read(NbdClient client, long offset) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(512);
        client.read(offset, data, 0);
        data.clear();
        int value = data.getInt();
        while (data.hasRemaining()) {
            assertEquals(value, data.getInt());
        }
        return value;
    }
}
