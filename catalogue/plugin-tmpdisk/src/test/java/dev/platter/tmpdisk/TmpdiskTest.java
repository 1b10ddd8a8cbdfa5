// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tmpdisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Size;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that commands make, and what becomes of their files. */
class TmpdiskTest {
    @TempDir
    Path folder;

    private Optional<TmpdiskPlugin> started = Optional.empty();

    private Disk open(String command, KeyValue... variables) throws IOException {
        return started(command, variables).open(TestClient.anybody());
    }

    private TmpdiskPlugin started(String command, KeyValue... variables) throws IOException {
        TmpdiskPlugin plugin = new TmpdiskPlugin(new TmpdiskPlugin.Config(
                new Size(1 << 20), Optional.of("it's"), "ext4", Optional.of(command), List.of(variables)));
        plugin.start(new TestContext());
        started = Optional.of(plugin);
        return plugin;
    }

    @AfterEach
    void stop() throws IOException {
        if (started.isPresent()) {
            started.get().stop();
        }
    }

    private static String read(Disk disk, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(length);
        disk.read(bytes, 0, HoleSink.NONE);
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    @Test
    void aCommandKnowsAllParameters() throws IOException {
        try (Disk disk =
                open("printf '%s ' \"$size\" \"$type\" \"$label\" \"$os\" >\"$disk\"", new KeyValue("os", "a 'b'"))) {
            String expected = "1048576 ext4 it's a 'b' ";
            assertEquals(expected.length(), disk.size());
            assertEquals(expected, read(disk, expected.length()));
        }
    }

    @Test
    void eachClientHasADiskOfItsOwnWhoseFileIsNowhere() throws IOException {
        TmpdiskPlugin plugin = started("echo \"$disk\" >\"$disk\"; echo \"$disk\" >>" + folder.resolve("paths"));
        try (Disk one = plugin.open(TestClient.anybody());
                Disk other = plugin.open(TestClient.anybody())) {
            List<String> paths = Files.readAllLines(folder.resolve("paths"));
            assertEquals(2, paths.stream().distinct().count());
            for (String path : paths) {
                assertFalse(Files.exists(Path.of(path)), path);
            }
            one.write(
                    ByteBuffer.allocateDirect(4)
                            .put(new byte[] {'a', 'b', 'c', 'd'})
                            .flip(),
                    0,
                    RequestFlags.NONE);
            assertEquals("abcd", read(one, 4));
            assertEquals(paths.get(1), read(other, paths.get(1).length()));
        }
    }

    @Test
    void aDiskMayBeALinkToAFileThatStays() throws IOException {
        Path base = Files.writeString(folder.resolve("base"), "base");
        try (Disk disk = open("ln -s " + base + " \"$disk\"")) {
            assertEquals("base", read(disk, 4));
        }
        assertTrue(Files.exists(base));
    }

    @Test
    void aFailedCommandLeavesNothing() throws IOException {
        TmpdiskPlugin plugin = started(
                "echo some >\"$disk\"; dirname \"$disk\" >" + folder.resolve("path") + "; echo sorry >&2; exit 3");
        IOException failure = assertThrows(IOException.class, () -> plugin.open(TestClient.anybody()));
        assertEquals("tmpdisk: command exited with code 3: sorry", failure.getMessage());
        assertFalse(
                Files.exists(Path.of(Files.readString(folder.resolve("path")).strip())));
    }

    @Test
    void aCommandThatASignalEndsSaysSo() {
        IOException failure = assertThrows(IOException.class, () -> open("kill -9 $$"));
        assertEquals("tmpdisk: command killed by signal 9", failure.getMessage());
    }
}
