// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.sparserandom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.Size;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.NbdError;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseRandomDiskTest {
    private static final int SIZE = 200 * 1000 + 7;

    private final TestContext server = new TestContext();

    private SparseRandomPlugin started(Optional<Long> seed, long size, double percent, boolean random)
            throws IOException {
        SparseRandomPlugin plugin = new SparseRandomPlugin(
                new SparseRandomPlugin.Config(new Size(size), seed, percent, new Size(16384), random));
        plugin.start(server);
        return plugin;
    }

    private Disk disk(double percent, boolean random) throws IOException {
        return started(Optional.of(1L), SIZE, percent, random).open(TestClient.anybody());
    }

    private byte[] read(Disk disk, long offset, int length) {
        return read(disk, offset, length, HoleSink.NONE);
    }

    private byte[] read(Disk disk, long offset, int length, HoleSink holes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(length);
        TestCompletion end = new TestCompletion();
        AsyncDisk.of(disk).read(buffer, offset, holes, end);
        server.work();
        assertEquals("succeeded", end.outcome());
        assertEquals(length, buffer.position());
        byte[] bytes = new byte[length];
        buffer.get(0, bytes);
        return bytes;
    }

    private byte[] all(Disk disk) {
        return read(disk, 0, SIZE);
    }

    /** Read from nbdkit 1.42.3. */
    @Test
    void bytesAreThoseOfNbdkit() throws IOException {
        assertEquals("c5c5c5c5", hex(read(disk(100, false), 0, 4)));
        assertEquals("0e0e0e0e", hex(read(disk(100, false), 4096, 4)));
        assertEquals("0e76f99d15e770a7", hex(read(disk(100, true), 4096, 8)));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readingAnyPartGivesTheSameBytes(boolean random) throws IOException {
        Disk disk = disk(50, random);
        byte[] all = all(disk);
        for (int at = 0; at < SIZE - 5000; at += 997) {
            assertArrayEquals(Arrays.copyOfRange(all, at, at + 5000), read(disk, at, 5000), "at " + at);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void holesAreZeroesAndDataAreNot(boolean random) throws IOException {
        Disk disk = disk(50, random);
        byte[] all = all(disk);
        List<String> holes = new ArrayList<>();
        List<String> told = new ArrayList<>();
        disk.extents(0, SIZE, (offset, length, status) -> {
            boolean hole = status == (BlockStatus.HOLE | BlockStatus.ZERO);
            if (hole) {
                holes.add(offset + "+" + length);
            }
            for (long at = offset; at < offset + length; at += Layout.BLOCK) {
                byte[] block = Arrays.copyOfRange(all, (int) at, (int) Math.min(at + Layout.BLOCK, offset + length));
                assertEquals(hole, Arrays.equals(block, new byte[block.length]), "at " + at);
            }
            return true;
        });
        read(disk, 0, SIZE, (index, length) -> told.add(index + "+" + length));
        assertTrue(holes.size() > 2, holes::toString);
        assertEquals(holes, told);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onlyTheSameBytesCanBeWritten(boolean random) throws IOException {
        Disk disk = disk(50, random);
        for (int at = 0; at < SIZE - 5000; at += 4999) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(5000).put(read(disk, at, 5000));
            disk.write(bytes.flip(), at, RequestFlags.NONE);
            for (int i : new int[] {0, 4096, 4999}) {
                bytes.put(i, (byte) ~bytes.get(i));
                long offset = at;
                DiskException refused =
                        assertThrows(DiskException.class, () -> disk.write(bytes.rewind(), offset, RequestFlags.NONE));
                assertEquals(NbdError.EIO, refused.error());
                bytes.put(i, (byte) ~bytes.get(i));
            }
        }
    }

    @Test
    void onlyHolesCanBeTrimmedAndZeroed() throws IOException {
        Disk disk = disk(50, false);
        disk.extents(0, SIZE, (offset, length, status) -> {
            try {
                disk.trim(offset, length, RequestFlags.NONE);
                disk.zero(offset, length, RequestFlags.NONE);
                assertNotEquals(BlockStatus.DATA, status);
            } catch (IOException e) {
                assertEquals(BlockStatus.DATA, status);
                assertEquals("trying to trim or zero non-hole in disk", e.getMessage());
            }
            return true;
        });
    }

    @Test
    void emptyAndFullDisksOfAnySizeNeedNoMemory() throws IOException {
        for (double percent : new double[] {0, 100}) {
            started(Optional.of(1L), Long.MAX_VALUE, percent, false);
        }
        assertEquals(0, server.memoryHeld());
    }

    @Test
    void memoryIsGivenBack() throws IOException {
        SparseRandomPlugin plugin = started(Optional.of(1L), 1L << 30, 10, false);
        assertTrue(server.memoryHeld() >= 1 << 15);
        plugin.stop();
        assertEquals(0, server.memoryHeld());
    }

    @Test
    void drawnSeedGoesOverToANewVersion() throws IOException {
        SparseRandomPlugin old = started(Optional.empty(), SIZE, 50, true);
        SparseRandomPlugin next = new SparseRandomPlugin(
                new SparseRandomPlugin.Config(new Size(SIZE), Optional.empty(), 50, new Size(16384), true));
        next.adopt(old.release());
        next.start(server);
        assertArrayEquals(all(old.open(TestClient.anybody())), all(next.open(TestClient.anybody())));
    }
}
