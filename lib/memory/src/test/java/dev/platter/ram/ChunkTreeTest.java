// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.libc.SystemMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChunkTreeTest {
    /** The number of chunks of the largest disk. */
    private static final long CHUNKS = 1L << 43;

    private final WatchedSlots slots = new WatchedSlots(
            new MappedSlots(new PrivatePages(SystemMemory.find().orElseThrow())));
    private final ChunkTree tree = new ChunkTree(slots, CHUNKS);

    @AfterEach
    void close() {
        slots.close();
    }

    @Test
    void theTreeIsAsDeepAsTheDiskDemands() {
        assertEquals(1L << 10, new ChunkTree(slots, 1).capacity());
        assertEquals(1L << 10, new ChunkTree(slots, 1L << 10).capacity());
        assertEquals(1L << 20, new ChunkTree(slots, (1L << 10) + 1).capacity());
        assertEquals(1L << 50, tree.capacity());
    }

    @Test
    void aChunkIsFoundAgain() throws IOException {
        Chunk first = put(0);
        Chunk last = put(CHUNKS - 1);
        assertNotSame(first, last);
        assertSame(first, tree.find(0));
        assertSame(last, tree.find(CHUNKS - 1));
        assertSame(last, tree.pin(CHUNKS - 1));
        assertNull(tree.find(1));
    }

    @Test
    void nextSkipsEmptyPlaces() throws IOException {
        put(5);
        put(CHUNKS - 1);
        assertEquals(5, tree.next(0));
        assertEquals(5, tree.next(5));
        assertEquals(CHUNKS - 1, tree.next(6));
        assertEquals(ChunkTree.NONE, tree.next(CHUNKS));
    }

    @Test
    void anEmptyChunkLeavesTheTreeWithItsLastPin() throws IOException {
        long number = CHUNKS / 3;
        Chunk chunk = tree.pin(number);
        tree.unpin(number, chunk);
        assertNull(tree.find(number));
        assertEquals(0, slots.inUse());
        assertNotSame(chunk, tree.pin(number));
    }

    @Test
    void aRetiredChunkIsReplaced() throws IOException {
        Chunk chunk = put(7);
        chunk.retire();
        assertNull(tree.findAndPin(7));
        assertNotSame(chunk, tree.pin(7));
    }

    @Test
    void onlyChunksInTheRangeAreDetached() throws IOException {
        long[] numbers = {0, 1023, 1024, 5000, 1 << 20, (1 << 20) + 1, 1L << 40};
        for (long number : numbers) {
            put(number);
        }
        List<Object> detached = detach(1023, (1 << 20) + 1);
        assertEquals(0, tree.next(0));
        assertEquals((1 << 20) + 1, tree.next(1));
        assertEquals(1L << 40, tree.next((1 << 20) + 2));
        new Reclaimer(slots, Runnable::run).reclaim(detached);
        assertEquals(3, slots.inUse());
    }

    @Test
    void aCoveredNodeIsDetachedInOnePiece() throws IOException {
        for (long number = 0; number < 2000; number++) {
            put(number << 20);
        }
        assertEquals(1, detach(0, tree.capacity()).size());
        assertEquals(ChunkTree.NONE, tree.next(0));
    }

    @Test
    void nodesWithoutChildrenLeaveTheTree() throws IOException {
        Chunk chunk = put(CHUNKS - 1);
        put(0);
        assertEquals(1, detach(CHUNKS - 1, CHUNKS).size());
        assertTrue(chunk.retire());
        // If the nodes above it had stayed, they would be detached now.
        assertEquals(List.of(), detach(1L << 40, tree.capacity()));
    }

    private Chunk put(long number) throws IOException {
        Chunk chunk = tree.pin(number);
        chunk.mark(0, 1);
        tree.unpin(number, chunk);
        return chunk;
    }

    private List<Object> detach(long from, long to) {
        List<Object> detached = new ArrayList<>();
        tree.detach(from, to, detached);
        return detached;
    }
}
