// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.nbd.BlockStatus;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares hundreds of random calls with a plain array and a set of the pages that must be present. */
class ModelTest {
    /** A few chunks long, and a multiple neither of a page nor of a chunk. */
    private static final int SIZE = 2 * 1024 * 1024 + 5000;

    private static final int STEPS = 600;
    private static final int STEPS_COMPRESSED = 100;

    private final byte[] model = new byte[SIZE];
    private final BitSet present = new BitSet();

    @ParameterizedTest
    @EnumSource
    void memoryBehavesAsAnArray(Backing backing) throws IOException {
        long seed = System.nanoTime();
        Memory memory = backing.create(SIZE);
        try {
            run(memory, backing, new Random(seed));
        } catch (AssertionError e) {
            throw new AssertionError("with seed " + seed, e);
        } finally {
            memory.close();
        }
    }

    private void run(Memory memory, Backing backing, Random random) throws IOException {
        int steps = backing == Backing.ZSTD ? STEPS_COMPRESSED : STEPS;
        for (int step = 0; step < steps; step++) {
            int offset = offset(random);
            int length = length(random, offset);
            int end = offset + length;
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    byte[] bytes = Bytes.random(random, length);
                    Bytes.write(memory, offset, bytes);
                    System.arraycopy(bytes, 0, model, offset, length);
                    present.set(offset / backing.grain(), (end - 1) / backing.grain() + 1);
                }
                case 3 -> {
                    memory.allocateZeroes(offset, length);
                    Arrays.fill(model, offset, end, (byte) 0);
                    present.set(offset / backing.grain(), (end - 1) / backing.grain() + 1);
                }
                case 4, 5 -> {
                    memory.discard(offset, length);
                    Arrays.fill(model, offset, end, (byte) 0);
                    int endPage = end == SIZE ? end / backing.grain() + 1 : end / backing.grain();
                    int firstPage = (offset + backing.grain() - 1) / backing.grain();
                    present.clear(firstPage, Math.max(firstPage, endPage));
                }
                case 6 -> checkRead(memory, backing, offset, length);
                default -> checkExtents(memory, backing, offset, length);
            }
        }
        assertArrayEquals(model, Bytes.read(memory, 0, SIZE));
        checkExtents(memory, backing, 0, SIZE);
    }

    private void checkRead(Memory memory, Backing backing, int offset, int length) throws IOException {
        int[] holesEnd = {0};
        byte[] bytes = Bytes.read(memory, offset, length, (index, holeLength) -> {
            assertTrue(index >= holesEnd[0], "holes come in order");
            assertTrue(holeLength > 0, "a hole has a length");
            holesEnd[0] = index + holeLength;
            int firstPage = (offset + index) / backing.grain();
            int lastPage = (offset + index + holeLength - 1) / backing.grain();
            assertTrue(present.get(firstPage, lastPage + 1).isEmpty(), "data in a hole at " + (offset + index));
        });
        assertArrayEquals(Arrays.copyOfRange(model, offset, offset + length), bytes);
    }

    private void checkExtents(Memory memory, Backing backing, int offset, int length) throws IOException {
        for (Extents.Extent extent : Extents.of(memory, offset, length)) {
            int first = (int) extent.offset() / backing.grain();
            int end = (int) (extent.offset() + extent.length() - 1) / backing.grain() + 1;
            int data = backing.hasHoles() ? present.get(first, end).cardinality() : end - first;
            boolean hole = extent.status() == (BlockStatus.HOLE | BlockStatus.ZERO);
            assertEquals(hole ? 0 : end - first, data, "allocated pages in " + extent);
            if (extent.status() != BlockStatus.DATA) {
                int from = (int) extent.offset();
                byte[] zeroes = new byte[(int) extent.length()];
                assertArrayEquals(zeroes, Arrays.copyOfRange(model, from, from + zeroes.length), extent::toString);
            }
        }
    }

    /** Prefers offsets where something changes: around pages and chunks, at the beginning and the end. */
    private static int offset(Random random) {
        int grain = 1 << new int[] {0, 9, 12, 16, 20}[random.nextInt(5)];
        int offset = random.nextInt(SIZE) / grain * grain + (random.nextInt(4) == 0 ? random.nextInt(-2, 3) : 0);
        return Math.clamp(offset, 0, SIZE - 1);
    }

    private static int length(Random random, int offset) {
        int length = switch (random.nextInt(10)) {
            case 0, 1, 2 -> 1 + random.nextInt(600);
            case 3, 4 -> 4096;
            case 5, 6, 7 -> 1 + random.nextInt(200_000);
            case 8 -> SIZE - offset;
            default -> 1 + random.nextInt(SIZE);
        };
        return Math.min(length, SIZE - offset);
    }
}
