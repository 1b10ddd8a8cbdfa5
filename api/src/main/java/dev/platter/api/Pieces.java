// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;

/**
 * Carries out a long request as several shorter ones, one after the other: for a filter that splits requests, or that
 * replaces a request by others. Here zeroes are written:
 *
 * {@snippet :
 * Pieces.of(offset, length, zeroes.capacity(), completion, (at, piece, end) ->
 *         next().write(zeroes.duplicate().limit(piece), at, flags, end));
 * }
 *
 * <p>If a piece completes before its call returns, the next one follows in a loop, not in a deeper call, so the stack
 * does not grow with the number of pieces. If a piece completes later, the next one follows on the thread that
 * completed it. The first failure ends the whole.
 *
 * @since 0.1
 */
public final class Pieces {
    private Pieces() {}

    /** Carries out one piece. */
    @FunctionalInterface
    public interface Piece {
        /**
         * Begins a piece. Must not throw.
         *
         * @param offset where the piece begins, in bytes
         * @param length its length in bytes, not 0
         * @param end is told how the piece ended, exactly once
         */
        void begin(long offset, int length, Completion end);
    }

    /**
     * Begins with the first piece. Returns when all pieces are done, or when one is to complete later.
     *
     * @param offset where the whole begins, in bytes
     * @param length its length, in bytes; if it is 0, {@code whole} succeeds at once
     * @param most the length of all pieces but the last, in bytes, at least 1
     * @param whole is told when all pieces have succeeded, or when the first has failed
     * @param piece carries out one piece
     * @throws IllegalArgumentException if {@code most} is less than 1
     */
    public static void of(long offset, long length, int most, Completion whole, Piece piece) {
        if (most < 1) {
            throw new IllegalArgumentException("a piece must have at least 1 byte, not " + most);
        }
        new Loop(offset, length, most, whole, piece).run();
    }

    /** The completion that each piece gets. It knows whether a piece completes within the call that began it. */
    private static final class Loop implements Completion {
        private final long end;
        private final int most;
        private final Completion whole;
        private final Piece piece;
        private long at;
        private boolean looping;
        private boolean completed;

        Loop(long offset, long length, int most, Completion whole, Piece piece) {
            at = offset;
            end = offset + length;
            this.most = most;
            this.whole = whole;
            this.piece = piece;
        }

        void run() {
            boolean more = true;
            while (more) {
                long from;
                int length;
                synchronized (this) {
                    if (at == end) {
                        break;
                    }
                    from = at;
                    length = (int) Math.min(most, end - at);
                    at += length;
                    looping = true;
                    completed = false;
                }
                piece.begin(from, length, this);
                synchronized (this) {
                    looping = false;
                    more = completed;
                }
            }
            if (more) {
                whole.succeeded();
            }
        }

        @Override
        public void succeeded() {
            synchronized (this) {
                completed = true;
                if (looping) {
                    return;
                }
            }
            run();
        }

        @Override
        public void failed(IOException error) {
            whole.failed(error);
        }
    }
}
