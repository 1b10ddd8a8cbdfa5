// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

import dev.platter.api.DiskException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the chunk at a place of the disk: a radix tree that is as deep as the disk's size demands. Nodes come with the
 * first chunk below them and go with the last. {@link SparseMemory} says what its concurrency rests on.
 *
 * <p>A node or a chunk that has ended ({@linkplain Node#freeze frozen}, {@linkplain Chunk#retire retired}) may still hang
 * in the tree for a moment. Whoever finds it there and cannot use it takes it out, so nobody waits for anybody.
 */
final class ChunkTree {
    /** What {@link #next} says when there is none. */
    static final long NONE = Long.MAX_VALUE;

    private final Slots slots;
    private final Node root = new Node();

    /** How far a chunk's number is shifted to get its place in the root. */
    private final int rootShift;

    /**
     * @param slots what new chunks are made of
     * @param chunks how many chunks make up the disk
     */
    ChunkTree(Slots slots, long chunks) {
        this.slots = slots;
        int shift = 0;
        while (chunks > 1L << (shift + Node.BITS)) {
            shift += Node.BITS;
        }
        rootShift = shift;
    }

    /** How many chunks the tree has room for: at least as many as the disk has. */
    long capacity() {
        return 1L << (rootShift + Node.BITS);
    }

    /** The chunk of a number, null where there is none. It may be retired at any time. */
    @Nullable
    Chunk find(long number) {
        Node node = root;
        for (int shift = rootShift; shift > 0; shift -= Node.BITS) {
            Object child = node.get(place(number, shift));
            if (child == null) {
                return null;
            }
            node = (Node) child;
        }
        return (Chunk) node.get(place(number, 0));
    }

    /** The chunk of a number with a pin, null where there is none. */
    @Nullable
    Chunk findAndPin(long number) {
        Chunk chunk = find(number);
        // A chunk that is still found but retired has nothing in it.
        return chunk != null && chunk.pin() ? chunk : null;
    }

    /**
     * The chunk of a number with a pin; makes one where there is none.
     *
     * @throws DiskException if there is no memory for it
     */
    Chunk pin(long number) throws DiskException {
        Chunk fresh = null;
        while (true) {
            Node leaf = leafFor(number);
            int place = place(number, 0);
            Chunk chunk = leaf == null ? null : (Chunk) leaf.get(place);
            if (leaf != null && chunk == null) {
                fresh = fresh == null ? Chunk.pinned(slots.take(), slots.shift()) : fresh;
                chunk = (Chunk) leaf.put(place, fresh);
                if (chunk == fresh) {
                    return fresh;
                }
            }
            if (chunk == null) {
                unlinkFrozen(number);
            } else if (chunk.pin()) {
                discardUnused(fresh);
                return chunk;
            } else {
                leaf.remove(place, chunk);
            }
        }
    }

    /** A chunk that was in the tree for a moment may have been found there, so this takes the usual course. */
    private void discardUnused(@Nullable Chunk fresh) {
        if (fresh != null) {
            fresh.retire();
            if (fresh.unpin()) {
                fresh.free(slots);
            }
        }
    }

    /** Takes a pin out, and the chunk apart if it has ended with that. */
    void unpin(long number, Chunk chunk) {
        if (chunk.unpin()) {
            remove(root, rootShift, number, chunk);
            chunk.free(slots);
        }
    }

    /** The first number from one on that has a chunk, or {@link #NONE}. */
    long next(long number) {
        return number < capacity() ? next(root, rootShift, number) : NONE;
    }

    /** Puts chunks in that were handed over. Nothing else runs at that time. */
    void put(long number, Chunk chunk) {
        Node leaf = leafFor(number);
        if (leaf == null || leaf.put(place(number, 0), chunk) != chunk) {
            throw new IllegalStateException("two chunks for number " + number);
        }
    }

    /**
     * Takes out all chunks from one number to another, at the cost of a look at each place in at most two nodes per level
     * of the tree.
     *
     * @param into gets chunks, and nodes with all that is below them
     */
    void detach(long from, long to, List<Object> into) {
        detach(root, rootShift, from, to, into);
    }

    private void detach(Node node, int shift, long from, long to, List<Object> into) {
        int last = place(to - 1, shift);
        for (int place = place(from, shift); place <= last; place++) {
            Object child = node.get(place);
            if (child == null) {
                continue;
            }
            long childFrom = (from >>> (shift + Node.BITS) << (shift + Node.BITS)) + ((long) place << shift);
            long childTo = childFrom + (1L << shift);
            if (from <= childFrom && childTo <= to) {
                child = node.take(place);
                if (child != null) {
                    into.add(child);
                }
            } else {
                Node below = (Node) child;
                detach(below, shift - Node.BITS, Math.max(from, childFrom), Math.min(to, childTo), into);
                if (below.freezeIfEmpty()) {
                    node.remove(place, below);
                }
            }
        }
    }

    /** The node that a number's chunk belongs into, null if there is a frozen node on the way. */
    private @Nullable Node leafFor(long number) {
        Node node = root;
        for (int shift = rootShift; shift > 0; shift -= Node.BITS) {
            int place = place(number, shift);
            Object child = node.get(place);
            if (child == null) {
                child = node.put(place, new Node());
            }
            if (child == null) {
                return null;
            }
            node = (Node) child;
        }
        return node;
    }

    /** Takes a frozen node out that is on the way to a number. */
    private void unlinkFrozen(long number) {
        Node node = root;
        for (int shift = rootShift; shift > 0; shift -= Node.BITS) {
            int place = place(number, shift);
            if (!(node.get(place) instanceof Node child)) {
                return;
            }
            if (child.isFrozen()) {
                node.remove(place, child);
                return;
            }
            node = child;
        }
    }

    private static void remove(Node node, int shift, long number, Chunk chunk) {
        int place = place(number, shift);
        if (shift == 0) {
            node.remove(place, chunk);
        } else if (node.get(place) instanceof Node below) {
            remove(below, shift - Node.BITS, number, chunk);
            if (below.freezeIfEmpty()) {
                node.remove(place, below);
            }
        }
    }

    private static long next(Node node, int shift, long number) {
        long from = number;
        for (int place = place(number, shift); place < Node.FAN_OUT; place++) {
            Object child = node.get(place);
            if (child != null) {
                long found = shift == 0 ? from : next((Node) child, shift - Node.BITS, from);
                if (found != NONE) {
                    return found;
                }
            }
            from = ((from >>> shift) + 1) << shift;
        }
        return NONE;
    }

    private static int place(long number, int shift) {
        return (int) (number >>> shift) & (Node.FAN_OUT - 1);
    }
}
