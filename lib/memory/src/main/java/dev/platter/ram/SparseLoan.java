// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.Loan;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SparseMemory} lends for one read: the pages that are present, in place, and holes for the others. Each
 * chunk that has pages in the range stays pinned until the loan is returned, so its slot is not given to another chunk
 * (4). The numbers are the invariants of {@link SparseMemory}.
 *
 * <p>A range that is cut into many small pieces is not lent: a copy costs less than so many pieces. So the pieces are
 * collected first, and nothing is lent until all are known.
 */
final class SparseLoan {
    /** A piece should have at least this many bytes on average. */
    private static final int PIECE = 32 * 1024;

    private final ChunkTree tree;
    private final int shift;
    private final long offset;
    private final int length;
    private final long firstChunk;

    /** The chunks of the range; null where nothing is lent. */
    private final @Nullable Chunk[] pinned;

    /** The length of each piece, negative for a hole. A piece does not reach beyond its chunk. */
    private int[] pieces;

    private int count;

    private SparseLoan(ChunkTree tree, int shift, long offset, int length) {
        this.tree = tree;
        this.shift = shift;
        this.offset = offset;
        this.length = length;
        firstChunk = offset >>> shift;
        pinned = new Chunk[(int) (((offset + length - 1) >>> shift) - firstChunk) + 1];
        pieces = new int[2 * pinned.length];
    }

    /** Lends a range; false if nothing was lent. */
    static boolean lend(ChunkTree tree, int shift, long offset, int length, Loan loan) {
        SparseLoan parts = new SparseLoan(tree, shift, offset, length);
        if (!parts.collect()) {
            parts.unpin();
            return false;
        }
        loan.whenReturned(parts::unpin);
        parts.giveTo(loan);
        return true;
    }

    /** Finds the pieces and pins their chunks; false if the range should not be lent. */
    private boolean collect() {
        int most = 2 * pinned.length + length / PIECE;
        int done = 0;
        while (done < length) {
            long at = offset + done;
            int part = Math.min(length - done, (1 << shift) - within(at));
            Chunk chunk = tree.find(at >>> shift);
            int run = chunk == null ? -part : chunk.run(within(at), part);
            if (chunk != null && run != -part && !pin(at, chunk)) {
                return false;
            }
            while (part > 0 && count < most) {
                Chunk lent = pinned[index(at)];
                int piece = lent == null ? -part : lent.run(within(at), part);
                add(piece);
                at += Math.abs(piece);
                part -= Math.abs(piece);
            }
            if (part > 0) {
                return false;
            }
            done = (int) (at - offset);
        }
        return true;
    }

    /**
     * Pins a chunk.
     *
     * @return false if the chunk cannot be lent; or if it is retired, since another may have replaced it, which a read finds
     */
    private boolean pin(long at, Chunk chunk) {
        if (chunk.isCrowded() || !chunk.pin()) {
            return false;
        }
        pinned[index(at)] = chunk;
        return true;
    }

    private void add(int piece) {
        if (count == pieces.length) {
            pieces = Arrays.copyOf(pieces, 2 * count);
        }
        pieces[count++] = piece;
    }

    private void giveTo(Loan loan) {
        long at = offset;
        for (int i = 0; i < count; i++) {
            int piece = pieces[i];
            if (piece > 0) {
                pinned[index(at)].lend(within(at), piece, loan);
            } else {
                loan.hole(-piece);
            }
            at += Math.abs(piece);
        }
    }

    private void unpin() {
        for (int i = 0; i < pinned.length; i++) {
            Chunk chunk = pinned[i];
            if (chunk != null) {
                tree.unpin(firstChunk + i, chunk);
            }
        }
    }

    private int index(long at) {
        return (int) ((at >>> shift) - firstChunk);
    }

    private int within(long at) {
        return (int) at & ((1 << shift) - 1);
    }
}
