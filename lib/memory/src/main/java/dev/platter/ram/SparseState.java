// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.HandedState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** The state in which a sparse disk is handed over: its memory as it is, and a table of which chunk is where in it. */
final class SparseState {
    static final String ALLOCATOR = "sparse";

    private static final String SIZE = "size";
    private static final String CHUNK_SHIFT = "chunk-shift";
    private static final String NUMBERS = "chunk-numbers";
    private static final String REGION_OF_CHUNK = "chunk-regions";
    private static final String BASES = "chunk-bases";
    private static final String PRESENT = "chunk-pages";

    private SparseState() {}

    static HandedState pack(long size, Slots slots, ChunkTree tree) {
        List<Region> regions = slots.regions();
        Map<Region, Integer> regionNumbers = new IdentityHashMap<>();
        for (Region region : regions) {
            regionNumbers.put(region, regionNumbers.size());
        }
        int chunks = 0;
        for (long number = tree.next(0); number != ChunkTree.NONE; number = tree.next(number + 1)) {
            chunks++;
        }
        int words = Chunk.wordsFor(slots.shift());
        long[] numbers = new long[chunks];
        int[] regionOfChunk = new int[chunks];
        int[] bases = new int[chunks];
        long[] present = new long[chunks * words];
        long number = -1;
        for (int i = 0; i < chunks; i++) {
            number = tree.next(number + 1);
            Chunk chunk = tree.find(number);
            numbers[i] = number;
            regionOfChunk[i] = regionNumbers.get(chunk.slot().region());
            bases[i] = chunk.slot().base();
            System.arraycopy(chunk.present(), 0, present, i * words, words);
        }
        Map<String, Object> values = StateFormat.describe(ALLOCATOR, slots.kind(), regions);
        values.put(SIZE, size);
        values.put(CHUNK_SHIFT, slots.shift());
        values.put(NUMBERS, numbers);
        values.put(REGION_OF_CHUNK, regionOfChunk);
        values.put(BASES, bases);
        values.put(PRESENT, present);
        return StateFormat.seal(values);
    }

    /**
     * Makes a disk of a state. It may be larger than before.
     *
     * @param slots without any memory yet, of the kind that the state has
     * @throws IOException if the disk is smaller than before; the state is then unchanged
     */
    static SparseMemory unpack(HandedState state, long size, Slots slots, Executor workers) throws IOException {
        StateFormat.refuseSmaller(state.get(SIZE, Long.class), size);
        int chunkShift = state.get(CHUNK_SHIFT, Integer.class);
        if (chunkShift != slots.shift()) {
            throw new IOException("the memory to take over is in chunks of 2^" + chunkShift
                    + " bytes, but this version has chunks of 2^" + slots.shift());
        }
        List<Region> regions = StateFormat.regions(state);
        long[] numbers = state.get(NUMBERS, long[].class);
        int[] regionOfChunk = state.get(REGION_OF_CHUNK, int[].class);
        int[] bases = state.get(BASES, int[].class);
        long[] present = state.get(PRESENT, long[].class);
        int words = Chunk.wordsFor(slots.shift());
        SparseMemory memory = new SparseMemory(size, slots, workers);
        List<Slot> used = new ArrayList<>(numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            Slot slot = new Slot(regions.get(regionOfChunk[i]), bases[i]);
            used.add(slot);
            long[] pages = Arrays.copyOfRange(present, i * words, (i + 1) * words);
            memory.adopt(numbers[i], Chunk.handedOver(slot, pages));
        }
        slots.adopt(regions, used);
        return memory;
    }
}
