// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.HandedState;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryHandOverTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final int SIZE = 20 * MEBIBYTE;

    private final byte[] bytes = Bytes.random(new Random(2), 3 * MEBIBYTE);

    @ParameterizedTest
    @EnumSource
    void theNewMemoryHasTheContentsOfTheOld(Backing backing) throws IOException {
        Memory old = backing.create(SIZE);
        Bytes.write(old, 5000, bytes);
        old.discard(MEBIBYTE, MEBIBYTE);
        List<Extents.Extent> extents = Extents.of(old, 0, SIZE);
        byte[] all = Bytes.read(old, 0, SIZE);

        Memory memory = takeOver(backing, old.release(), SIZE);

        assertEquals(extents, Extents.of(memory, 0, SIZE));
        assertArrayEquals(all, Bytes.read(memory, 0, SIZE));
        Bytes.write(memory, 10 * MEBIBYTE, bytes);
        Bytes.write(memory, MEBIBYTE + 100, new byte[] {1});
        assertArrayEquals(bytes, Bytes.read(memory, 10 * MEBIBYTE, bytes.length));
        byte[] expected = new byte[1000];
        expected[100] = 1;
        assertArrayEquals(expected, Bytes.read(memory, MEBIBYTE, 1000));
        memory.discard(0, SIZE);
        assertArrayEquals(new byte[SIZE], Bytes.read(memory, 0, SIZE));
        memory.close();
    }

    @ParameterizedTest
    @EnumSource
    void memoryCanBeHandedBackAndForth(Backing backing) throws IOException {
        Memory memory = backing.create(SIZE);
        for (int round = 0; round < 3; round++) {
            Bytes.write(memory, round * 5 * MEBIBYTE, bytes);
            memory = takeOver(backing, memory.release(), SIZE);
        }
        for (int round = 0; round < 3; round++) {
            assertArrayEquals(bytes, Bytes.read(memory, round * 5 * MEBIBYTE, bytes.length));
        }
        memory.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SPARSE", "MALLOC"})
    void nothingIsCopied(Backing backing) throws IOException {
        Memory old = backing.create(SIZE);
        Bytes.write(old, 0, bytes);
        HandedState first = old.release();
        HandedState second = takeOver(backing, first, SIZE).release();
        assertEquals(addresses(first), addresses(second));
        takeOver(backing, second, SIZE).close();
    }

    @ParameterizedTest
    @EnumSource(names = {"SPARSE", "PORTABLE_SPARSE", "ZSTD"})
    void theDiskMayGrow(Backing backing) throws IOException {
        Memory old = backing.create(SIZE);
        Bytes.write(old, 0, bytes);
        Memory memory = takeOver(backing, old.release(), Long.MAX_VALUE);
        Bytes.write(memory, 1L << 60, bytes);
        assertArrayEquals(bytes, Bytes.read(memory, 0, bytes.length));
        assertArrayEquals(bytes, Bytes.read(memory, 1L << 60, bytes.length));
        memory.close();
    }

    @ParameterizedTest
    @EnumSource
    void aSmallerDiskIsRefusedAndTheOldMemoryGoesOn(Backing backing) throws IOException {
        Memory old = backing.create(SIZE);
        Bytes.write(old, 0, bytes);
        HandedState state = old.release();
        Exception e = assertThrows(IOException.class, () -> takeOver(backing, state, SIZE - 1));
        assertTrue(e.getMessage().contains(SIZE + " bytes"), e.getMessage());
        assertTrue(e.getMessage().contains("size=" + (SIZE - 1)), e.getMessage());

        Memory memory = takeOver(backing, state, SIZE);
        assertArrayEquals(bytes, Bytes.read(memory, 0, bytes.length));
        memory.close();
    }

    @Test
    void anotherAllocatorIsRefused() throws IOException {
        HandedState state = Backing.SPARSE.create(SIZE).release();
        Exception e = assertThrows(IOException.class, () -> takeOver(Backing.ZSTD, state, SIZE));
        assertEquals(
                "cannot take over the memory of allocator=sparse with allocator=zstd; leave the allocator as it was",
                e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SPARSE", "MALLOC"})
    void mappedMemoryIsRefusedWithoutASystemThatCanUnmapIt(Backing mapped) throws IOException {
        HandedState state = mapped.create(SIZE).release();
        Backing portable = mapped == Backing.SPARSE ? Backing.PORTABLE_SPARSE : Backing.PORTABLE_MALLOC;
        Exception e = assertThrows(IOException.class, () -> takeOver(portable, state, SIZE));
        String kind = mapped == Backing.SPARSE && FilePages.isPossible() ? "file" : "mapped";
        assertTrue(e.getMessage().contains(kind) && e.getMessage().contains("arena"), e.getMessage());
        takeOver(mapped, state, SIZE).close();
    }

    @Test
    void anUnknownFormatIsRefused() {
        HandedState later = HandedState.of("platter-memory", 2, Map.of());
        Exception e = assertThrows(IOException.class, () -> takeOver(Backing.SPARSE, later, SIZE));
        assertEquals(
                "cannot take over a state of format platter-memory version 2; this version of the plugin reads"
                        + " platter-memory version 1",
                e.getMessage());
        HandedState other = HandedState.of("other", 1, Map.of());
        assertThrows(IOException.class, () -> takeOver(Backing.SPARSE, other, SIZE));
    }

    private static Memory takeOver(Backing backing, HandedState state, long size) throws IOException {
        return backing.source(size, Runnable::run).takeOver(state);
    }

    private static List<Long> addresses(HandedState state) {
        return ((List<?>) state.values().get("segments"))
                .stream().map(segment -> ((MemorySegment) segment).address()).toList();
    }
}
