// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.comparison;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.HoleSink;
import dev.platter.api.Pieces;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * Compares ranges of a disk with what they should have, piece by piece. Nothing waits for the disk.
 *
 * <p>Any thread may call it. Immutable.
 */
public final class Comparison {
    /** How many bytes are read at a time; a multiple of every block size. */
    private static final int PIECE = 256 * 1024;

    private final AsyncDisk disk;
    private final int block;
    private final long size;
    private final Supplier<IOException> difference;

    /**
     * Prepares for a disk.
     *
     * @param disk what is read
     * @param block its minimum block size in bytes, to which reads are aligned
     * @param size its size in bytes
     * @param difference makes the error for a range that is different
     */
    public Comparison(AsyncDisk disk, int block, long size, Supplier<IOException> difference) {
        this.disk = disk;
        this.block = block;
        this.size = size;
        this.difference = difference;
    }

    /**
     * Compares a range with bytes.
     *
     * @param offset where the range begins, in bytes
     * @param expected the bytes, from its position to its limit, which belong to this until the call completes; neither is changed
     * @param completion succeeds if they are the same
     */
    public void with(ByteBuffer expected, long offset, Completion completion) {
        int begin = expected.position();
        compare(offset, expected.remaining(), completion, (found, at) -> {
            int from = begin + (int) (at - offset);
            return found.equals(
                    expected.duplicate().limit(from + found.remaining()).position(from));
        });
    }

    /**
     * Compares a range with zeroes.
     *
     * @param offset where the range begins, in bytes
     * @param length its length in bytes
     * @param completion succeeds if it reads as zeroes
     */
    public void withZeroes(long offset, long length, Completion completion) {
        compare(offset, length, completion, (found, _) -> isZero(found));
    }

    private static boolean isZero(ByteBuffer found) {
        int at = found.position();
        for (; at <= found.limit() - Long.BYTES; at += Long.BYTES) {
            if (found.getLong(at) != 0) {
                return false;
            }
        }
        for (; at < found.limit(); at++) {
            if (found.get(at) != 0) {
                return false;
            }
        }
        return true;
    }

    @FunctionalInterface
    private interface Judge {
        /** Whether the bytes from its position to its limit, which stand at an offset of the disk, are as they should be. */
        boolean accepts(ByteBuffer found, long offset);
    }

    private void compare(long offset, long length, Completion completion, Judge judge) {
        long begin = offset - offset % block;
        long end = Math.min(size, Math.ceilDiv(offset + length, block) * block);
        ByteBuffer room = ByteBuffer.allocateDirect((int) Math.min(PIECE, end - begin));
        Pieces.of(
                begin,
                end - begin,
                PIECE,
                completion,
                (at, piece, pieceEnd) -> disk.read(room.clear().limit(piece), at, HoleSink.NONE, new Completion() {
                    @Override
                    public void succeeded() {
                        long from = Math.max(at, offset);
                        long to = Math.min(at + piece, offset + length);
                        if (judge.accepts(room.limit((int) (to - at)).position((int) (from - at)), from)) {
                            pieceEnd.succeeded();
                        } else {
                            pieceEnd.failed(difference.get());
                        }
                    }

                    @Override
                    public void failed(IOException error) {
                        pieceEnd.failed(error);
                    }
                }));
    }
}
