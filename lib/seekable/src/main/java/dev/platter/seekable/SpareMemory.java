// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import dev.platter.api.Allocation;
import dev.platter.api.BufferAllocator;
import dev.platter.api.DiskException;
import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Memory for parts, some of which waits for the next one. A cache that is full gives a part up for each one that it takes, and to
 * give memory back and ask for more costs as much as to unpack 64 KiB.
 */
final class SpareMemory implements Closeable {
    /** Longer pieces are not kept: what they cost is little beside what is done with them. */
    private static final int LONGEST = 1 << 19;

    /** As many as there may be threads that unpack at a time. */
    private static final int MOST = 4;

    private final BufferAllocator allocator;
    private final Deque<Allocation> spare = new ArrayDeque<>();
    private boolean closed;

    SpareMemory(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    /**
     * Memory with any contents.
     *
     * @param length how much is needed, in bytes; there may be up to twice as much
     */
    Allocation take(int length) throws DiskException {
        synchronized (this) {
            for (Iterator<Allocation> each = spare.iterator(); each.hasNext(); ) {
                Allocation next = each.next();
                int has = next.buffer().capacity();
                if (has >= length && has / 2 <= length) {
                    each.remove();
                    return next;
                }
            }
        }
        return allocator.allocate(length);
    }

    /** Takes back what {@link #take} gave. Never waits. */
    void give(Allocation memory) {
        @Nullable Allocation surplus = keep(memory);
        if (surplus != null) {
            surplus.close();
        }
    }

    /** Keeps memory, and returns what is too much; the oldest goes first, whose length may not be asked for any more. */
    private synchronized @Nullable Allocation keep(Allocation memory) {
        if (closed || memory.buffer().capacity() > LONGEST) {
            return memory;
        }
        spare.addFirst(memory);
        return spare.size() > MOST ? spare.removeLast() : null;
    }

    /** Gives back what waits; what is taken back later is given back at once. */
    @Override
    public synchronized void close() {
        closed = true;
        spare.forEach(Allocation::close);
        spare.clear();
    }
}
