// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The largest disks, the smallest, and the places where numbers overflow. */
class BoundaryTest {
    private final Random random = new Random(1);

    @ParameterizedTest
    @EnumSource(names = {"SPARSE", "PORTABLE_SPARSE", "ZSTD"})
    void theLargestDiskWorksToItsLastByte(Backing backing) throws IOException {
        long size = Long.MAX_VALUE;
        Memory memory = backing.create(size);
        byte[] bytes = Bytes.random(random, 10_000);
        Bytes.write(memory, size - bytes.length, bytes);
        Bytes.write(memory, 0, bytes);

        assertArrayEquals(bytes, Bytes.read(memory, size - bytes.length, bytes.length));
        assertArrayEquals(bytes, Bytes.read(memory, 0, bytes.length));
        assertEquals(3, Extents.of(memory, 0, size).size());

        memory.discard(1L << 62, size - (1L << 62));
        assertArrayEquals(new byte[10_000], Bytes.read(memory, size - bytes.length, bytes.length));
        assertArrayEquals(bytes, Bytes.read(memory, 0, bytes.length));

        memory.discard(0, size);
        assertEquals(List.of(Extents.hole(0, size)), Extents.of(memory, 0, size));
        memory.close();
    }

    @ParameterizedTest
    @EnumSource
    void aDiskOfOneByteCanBeWritten(Backing backing) throws IOException {
        Memory memory = backing.create(1);
        Bytes.write(memory, 0, new byte[] {7});
        assertArrayEquals(new byte[] {7}, Bytes.read(memory, 0, 1));
        memory.discard(0, 1);
        assertArrayEquals(new byte[] {0}, Bytes.read(memory, 0, 1));
        assertEquals(List.of(backing.hasHoles() ? Extents.hole(0, 1) : Extents.data(0, 1)), Extents.of(memory, 0, 1));
        memory.close();
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyDiskCanBeMade(Backing backing) throws IOException {
        backing.create(0).close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 16, 1L << 20, 1L << 30, 1L << 40, 1L << 50, 1L << 60})
    void aWriteAcrossAChunkBorderIsReadBack(long border) throws IOException {
        for (Backing backing : List.of(Backing.SPARSE, Backing.PORTABLE_SPARSE, Backing.ZSTD)) {
            Memory memory = backing.create(Long.MAX_VALUE);
            byte[] bytes = Bytes.random(random, 100_000);
            long offset = border - 50_000;
            Bytes.write(memory, Math.max(0, offset), bytes);
            assertArrayEquals(bytes, Bytes.read(memory, Math.max(0, offset), bytes.length));
            memory.discard(border, 1L << 40);
            assertArrayEquals(new byte[40_000], Bytes.read(memory, border, 40_000));
            assertEquals(bytes[49_999], Bytes.read(memory, Math.max(0, offset) + 49_999, 1)[0]);
            memory.close();
        }
    }

    @Test
    void flatMemoryUsesSeveralBuffers() throws IOException {
        Memory memory = Backing.MALLOC.create(Region.MAX_SIZE + 20_000);
        byte[] bytes = Bytes.random(random, 20_000);
        Bytes.write(memory, Region.MAX_SIZE - 10_000, bytes);
        assertArrayEquals(bytes, Bytes.read(memory, Region.MAX_SIZE - 10_000, bytes.length));
        memory.discard(Region.MAX_SIZE - 100_000, 100_000);
        assertArrayEquals(new byte[10_000], Bytes.read(memory, Region.MAX_SIZE - 10_000, 10_000));
        assertEquals(bytes[10_000], Bytes.read(memory, Region.MAX_SIZE, 1)[0]);
        memory.close();
    }
}
