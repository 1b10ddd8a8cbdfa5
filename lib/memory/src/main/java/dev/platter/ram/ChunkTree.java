// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.DiskException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the chunk at a place of the disk: a radix tree, as deep as the disk's size demands. A node is made for the
 * first chunk below it and leaves with the last. {@link SparseMemory} explains why threads may use it at the same time;
 * the numbers in comments here are its invariants.
 *
 * <p>A node or a chunk that has ended ({@linkplain Node#freeze frozen}, {@linkplain Chunk#retire retired}) may stay in
 * the tree for a moment. A thread that finds it there and cannot use it takes it out, so no thread waits for another.
 */
final class ChunkTree {
    /** The answer of {@link #next} if there is no further chunk. */
    static final long NONE = Long.MAX_VALUE;

    private final Slots slots;
    private final Node root = new Node();

    /** By how many bits a chunk's number is shifted to get its place in the root. */
    private final int rootShift;

    /**
     * @param slots where new chunks get their memory
     * @param chunks the number of chunks on the disk
     */
    ChunkTree(Slots slots, long chunks) {
        this.slots = slots;
        int shift = 0;
        while (chunks > 1L << (shift + Node.BITS)) {
            shift += Node.BITS;
        }
        rootShift = shift;
    }

    /** The number of chunks that the tree has room for: at least as many as the disk has. */
    long capacity() {
        return 1L << (rootShift + Node.BITS);
    }

    /** The chunk with a number, or null. It may be retired at any time. */
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

    /** The chunk with a number, pinned, or null. */
    @Nullable
    Chunk findAndPin(long number) {
        Chunk chunk = find(number);
        // A retired chunk that is still found has no page present (6).
        return chunk != null && chunk.pin() ? chunk : null;
    }

    /**
     * The chunk with a number, pinned; makes the chunk if there is none.
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

    Slots slots() {
        return slots;
    }

    /**
     * Puts in a chunk in place of the one that is there.
     *
     * @return the chunk that was there, which the caller retires; or null
     */
    @Nullable
    Chunk replace(long number, Chunk fresh) {
        int place = place(number, 0);
        while (true) {
            Node leaf = leafFor(number);
            if (leaf == null) {
                unlinkFrozen(number);
                continue;
            }
            Chunk old = (Chunk) leaf.get(place);
            if (old == null) {
                Object there = leaf.put(place, fresh);
                if (there == fresh) {
                    return null;
                }
                if (there == null) {
                    unlinkFrozen(number);
                }
            } else if (leaf.replace(place, old, fresh)) {
                return old;
            }
        }
    }

    /**
     * Gives back a chunk that was not needed. It may have been in the tree for a moment, where another thread may have
     * pinned it, so it is retired like any other.
     */
    private void discardUnused(@Nullable Chunk fresh) {
        if (fresh != null) {
            fresh.retire();
            if (fresh.unpin()) {
                fresh.free(slots);
            }
        }
    }

    /** Takes a pin out. If the chunk ends with that, takes it out of the tree and gives its slot back. */
    void unpin(long number, Chunk chunk) {
        if (chunk.unpin()) {
            remove(root, rootShift, number, chunk);
            chunk.free(slots);
        }
    }

    /** The smallest number, from the given one on, that has a chunk; or {@link #NONE}. */
    long next(long number) {
        return number < capacity() ? next(root, rootShift, number) : NONE;
    }

    /** Puts in a chunk that another instance has handed over. No other call runs at that time. */
    void put(long number, Chunk chunk) {
        Node leaf = leafFor(number);
        if (leaf == null || leaf.put(place(number, 0), chunk) != chunk) {
            throw new IllegalStateException("two chunks for number " + number);
        }
    }

    /**
     * Takes out all chunks in a range of numbers. Looks at each place of at most two nodes per level of the tree.
     *
     * @param from the first number
     * @param to the number after the last
     * @param into receives chunks, and nodes with everything below them
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

    /** The node that holds a number's chunk, or null if a node on the way is frozen. */
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

    /** Takes out the frozen node on the way to a number. */
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
