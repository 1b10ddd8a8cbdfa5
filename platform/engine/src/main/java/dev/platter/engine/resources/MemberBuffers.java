// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.resources;

import dev.platter.api.Allocation;
import dev.platter.api.BufferAllocator;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The memory of one instance. Each allocation has an arena of its own, so that a buffer that is used after it was given
 * back throws an exception, and does not read what is somebody else's by then.
 */
final class MemberBuffers implements BufferAllocator {
    private static final int ALIGNMENT = 4096;

    private final MemoryShare share;
    private final Set<Piece> open = ConcurrentHashMap.newKeySet();
    private boolean closed;

    MemberBuffers(MemoryShare share) {
        this.share = share;
    }

    @Override
    public Allocation allocate(int bytes) throws DiskException {
        check(bytes);
        if (bytes > share.most()) {
            throw new DiskException(
                    NbdError.ENOMEM,
                    bytes + " bytes were asked for, but plugins and filters may hold only " + share.most()
                            + " bytes together: set a larger limits.memory");
        }
        try {
            if (!share.take(bytes)) {
                throw new DiskException(
                        NbdError.ENOMEM,
                        bytes
                                + " bytes were asked for, and were not free in time: requests, plugins and filters"
                                + " hold what limits.memory allows");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DiskException(NbdError.ESHUTDOWN, "interrupted while waiting for memory", e);
        }
        try {
            return add(bytes);
        } catch (OutOfMemoryError e) {
            throw new DiskException(NbdError.ENOMEM, "the server is out of memory: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Allocation> tryAllocate(int bytes) {
        check(bytes);
        if (bytes > share.most() || !share.takeNow(bytes)) {
            return Optional.empty();
        }
        try {
            return Optional.of(add(bytes));
        } catch (OutOfMemoryError e) {
            return Optional.empty();
        }
    }

    private static void check(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("an allocation has at least 1 byte, not " + bytes);
        }
    }

    /** Makes the buffer for memory that was taken, which is given back if that fails. */
    private synchronized Piece add(int bytes) {
        boolean done = false;
        try {
            if (closed) {
                throw new IllegalStateException("the instance has stopped");
            }
            Piece piece = new Piece(bytes);
            open.add(piece);
            done = true;
            return piece;
        } finally {
            if (!done) {
                share.give(bytes);
            }
        }
    }

    /**
     * Closes what is still open; nothing can be allocated any more.
     *
     * @return sentences about what was not closed, by the line of code that asked for it
     */
    synchronized List<String> close() {
        closed = true;
        TreeMap<String, long[]> leaks = new TreeMap<>();
        for (Piece piece : open) {
            long[] leak = leaks.computeIfAbsent(piece.where, _ -> new long[2]);
            leak[0]++;
            leak[1] += piece.bytes;
            piece.closeLeaked();
        }
        List<String> sentences = new ArrayList<>();
        leaks.forEach((where, leak) -> sentences.add("has not closed " + leak[0]
                + (leak[0] == 1 ? " allocation of " : " allocations of together ") + leak[1]
                + " bytes that were asked for at " + where));
        if (open.isEmpty()) {
            share.close();
        }
        return sentences;
    }

    private static String caller() {
        return StackWalker.getInstance()
                .walk(frames ->
                        frames.filter(frame -> !isOurs(frame.getClassName())).findFirst())
                .map(frame -> frame.toStackTraceElement().toString())
                .orElse("an unknown place");
    }

    /** This class and those inside did not ask for the memory. */
    private static boolean isOurs(String type) {
        String own = MemberBuffers.class.getName();
        return type.equals(own) || type.startsWith(own + "$");
    }

    private final class Piece implements Allocation {
        private final Arena arena = Arena.ofShared();
        private final int bytes;
        private final String where;
        private final ByteBuffer buffer;

        Piece(int bytes) {
            this.bytes = bytes;
            where = caller();
            try {
                buffer = arena.allocate(bytes, ALIGNMENT).asByteBuffer();
            } catch (OutOfMemoryError | RuntimeException e) {
                arena.close();
                throw e;
            }
        }

        @Override
        public ByteBuffer buffer() {
            return buffer;
        }

        @Override
        public synchronized void close() {
            if (open.contains(this)) {
                // This throws while the system uses the buffer.
                arena.close();
                open.remove(this);
                share.give(bytes);
            }
        }

        /** If a hanging call uses the buffer, the memory stays taken. */
        void closeLeaked() {
            try {
                close();
            } catch (IllegalStateException e) {
                // It counts as a leak in any case.
            }
        }
    }
}
