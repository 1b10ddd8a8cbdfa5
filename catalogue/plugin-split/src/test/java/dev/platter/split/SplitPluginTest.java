// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.split;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.ParameterException;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four files of 1000, 0, 1 and 5000 bytes, whose bytes count on. */
class SplitPluginTest {
    private static final int[] SIZES = {1000, 0, 1, 5000};
    private static final int SIZE = 6001;

    @TempDir
    private Path folder;

    private final List<Path> files = new ArrayList<>();
    private final byte[] all = new byte[SIZE];

    @BeforeEach
    void makeFiles() throws IOException {
        for (int i = 0; i < SIZE; i++) {
            all[i] = (byte) (i % 251);
        }
        int at = 0;
        for (int i = 0; i < SIZES.length; i++) {
            files.add(Files.write(folder.resolve("part" + i), Arrays.copyOfRange(all, at, at + SIZES[i])));
            at += SIZES[i];
        }
    }

    private Disk open(boolean readOnly) throws IOException {
        SplitPlugin plugin = new SplitPlugin(new SplitPlugin.Config(files));
        plugin.prepare();
        plugin.start(new TestContext());
        return plugin.open(new TestClient(1, "", readOnly));
    }

    private static byte[] read(Disk disk, long offset, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocateDirect(length);
        disk.read(into, offset, HoleSink.NONE);
        byte[] bytes = new byte[length];
        into.get(0, bytes);
        return bytes;
    }

    @Test
    void bytesFollowEachOther() throws IOException {
        try (Disk disk = open(true)) {
            assertEquals(SIZE, disk.size());
            assertArrayEquals(all, read(disk, 0, SIZE));
            for (int at = 990; at < 1010; at++) {
                assertArrayEquals(Arrays.copyOfRange(all, at, at + 20), read(disk, at, 20));
            }
        }
    }

    @Test
    void writeGoesToEachFile() throws IOException {
        byte[] fives = new byte[11];
        Arrays.fill(fives, (byte) 5);
        try (Disk disk = open(false)) {
            disk.write(ByteBuffer.allocateDirect(11).put(fives).flip(), 995, RequestFlags.NONE);
            disk.flush();
        }
        System.arraycopy(fives, 0, all, 995, 11);
        int at = 0;
        for (int i = 0; i < SIZES.length; i++) {
            assertArrayEquals(Arrays.copyOfRange(all, at, at + SIZES[i]), Files.readAllBytes(files.get(i)));
            at += SIZES[i];
        }
    }

    @Test
    void diskCanDoWhatAllFilesCan() throws IOException {
        try (Disk disk = open(false)) {
            assertTrue(disk.features().write());
            assertTrue(disk.features().flush());
            assertTrue(disk.features().multiConn());
        }
    }

    @Test
    void fileThatVanishesIsNamed() throws IOException {
        Files.delete(files.get(2));
        IOException refused = assertThrows(IOException.class, () -> open(false));
        assertTrue(refused.getMessage().contains("part2"), refused.getMessage());
    }

    @Test
    void atLeastOneFileIsNeeded() {
        ParameterException refused = assertThrows(ParameterException.class, () -> new SplitPlugin.Config(List.of()));
        assertFalse(String.valueOf(refused.getMessage()).isEmpty());
    }
}
