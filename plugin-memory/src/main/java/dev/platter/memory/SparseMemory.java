// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.HandedState;
import dev.platter.api.HoleSink;
import dev.platter.nbd.BlockStatus;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * A disk that costs what was written to it, however large it is.
 *
 * <h2>Shape</h2>
 *
 * <p>The disk is cut into <em>chunks</em> (1 MiB where the system can map memory), a chunk into <em>pages</em> of 4 KiB.
 * A {@link ChunkTree} finds the {@link Chunk} of an offset. A chunk has a {@link Slot} of memory that came from
 * {@link Slots}, and a bit for each page that says whether it is <em>present</em>. A chunk comes with the first write to
 * it, a page with the first write to that. A trim or zero that covers a whole page makes it absent and gives its memory
 * back to the system; a chunk without pages is <em>retired</em> and its slot serves another place of the disk.
 *
 * <p>Slots stay mapped as long as the disk lives, so that it is harmless to read one that has gone to another chunk, as
 * long as it is noticed. All of the following rests on that.
 *
 * <h2>What a client may expect</h2>
 *
 * <p>A call that begins after another has returned sees all that the other did. Of calls that overlap in time and range,
 * each byte is what one of them makes it. A byte is never taken from elsewhere on the disk, or from before a trim that has
 * returned.
 *
 * <h2>Reading takes no lock and writes nothing that is shared</h2>
 *
 * <p>A reader finds the chunk, looks at the bits, copies, and then looks whether the chunk is retired. If so, what it
 * copied may be another chunk's: it begins again with finding the chunk. A retired chunk that can still be found has no
 * page present, so a reader never goes round twice for the same one. Pages that are absent are not even looked at; they
 * are zeroes by the absence of the bit.
 *
 * <h2>Writing pins</h2>
 *
 * <p>A writer, a trimmer too, <em>pins</em> the chunk: it is not retired until the last pin is out. The order is: pin,
 * copy, fence, set the bits, unpin. Whoever sees a bit thus sees the data.
 *
 * <p>A page that is absent is zero in memory (the system made it so), so a write to a part of it need not clear the rest,
 * and two of them cannot undo each other.
 *
 * <p>A trimmer's order is: pin, clear the bits, have the system discard the pages, unpin. Its race with a writer to the
 * same page ends well either way. If the writer sets the bit before it is cleared, the trim comes last. If the bit is set
 * after it was cleared, the page is present; it has the data, or zeroes if the system came later; both are right, as the
 * two overlap. What must not be is a page with data but no bit. It would need a writer that sees the old bit and then
 * copies after the discard, and the fence between copying and looking at the bit rules that out.
 *
 * <p>Between clearing and discarding there are pages without a bit that are not zero yet. Whoever is to leave zeroes and
 * finds such a page absent must not rely on that: the trimmer he relies on may sleep, and the next write to a part of the
 * page would show its old contents. That trimmer has the chunk pinned, though. So he who finds a page absent and himself
 * alone with the chunk is done; else he makes the zeroes himself.
 *
 * <p>Writers and trimmers of different pages of a chunk do not meet: bits are set and cleared with atomic operations on
 * the word.
 *
 * <h2>Retiring</h2>
 *
 * <p>There are two ways. The last to unpin a chunk without a page retires it with one exchange, which fails if anybody has
 * pinned it since the pages were looked at (see {@link Chunk}); it then takes it out of the tree and frees its slot.
 * Or a trim covers the whole chunk: it is taken out of the tree first, then retired, and freed by the trimmer or by the
 * last to unpin it. A writer who still had it pinned may write into the void: his write overlaps the trim, which then
 * counts as the later one.
 *
 * <p>Nodes of the tree end the same ways. One without children is frozen by an exchange of its count of children, which
 * includes those about to be put in; then it is taken out. One that a trim covers as a whole is taken out first and frozen
 * later. Whoever puts a child into a node looks afterwards whether the node is frozen, and takes it back if he can; if
 * not, the trimmer has found it. So nothing that is in use is lost, and nothing that is lost is forgotten.
 *
 * <h2>Trimming all of it</h2>
 *
 * <p>What a trim covers is taken out of the tree in the largest pieces there are: a node stands for all that is below it.
 * That makes 2^62 bytes as quick as 1 MiB, and from then on the range reads as zeroes. The memory itself goes back
 * piece by piece, see {@link Reclaimer}.
 *
 * <h2>What was tried and left out</h2>
 *
 * <p>Huge pages make random access to a full disk at most a tenth quicker and the first write of it three times, but one
 * byte would cost 2 MiB, and a page that is trimmed out of the middle of one is not given back for a long time. Locks per
 * chunk would be simpler; a reader would then write to memory that all event loops share.
 */
final class SparseMemory implements Memory {
    private static final int HOLE = BlockStatus.HOLE | BlockStatus.ZERO;

    /** How many chunks one call looks at for extents: what is left for the next call does not stall other clients. */
    private static final int EXTENTS_CHUNKS = 1024;

    /** From how many bytes on one call to the system costs less than a fault for each page. */
    private static final int WORTH_POPULATING = 64 * 1024;

    private final long size;
    private final Slots slots;
    private final int shift;
    private final ChunkTree tree;
    private final Reclaimer reclaimer;

    /**
     * @param size of the disk, in bytes
     * @param slots where memory comes from
     * @param workers give back what was trimmed
     */
    SparseMemory(long size, Slots slots, Executor workers) {
        this.size = size;
        this.slots = slots;
        this.shift = slots.shift();
        this.tree = new ChunkTree(slots, ((Math.max(size, 1) - 1) >>> shift) + 1);
        this.reclaimer = new Reclaimer(slots, workers);
    }

    /** The binary logarithm of a chunk's size in bytes. */
    int chunkShift() {
        return shift;
    }

    /** Goes on with a chunk that was handed over. Called before anything else. */
    void adopt(long number, Chunk chunk) {
        tree.put(number, chunk);
    }

    @Override
    public boolean blocking() {
        return false;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) {
        int start = into.position();
        int end = into.limit();
        int index = start;
        int hole = start;
        while (index < end) {
            long at = offset + (index - start);
            int within = within(at);
            int length = Math.min(end - index, (1 << shift) - within);
            Chunk chunk = tree.find(at >>> shift);
            int run = chunk == null ? -length : chunk.run(within, length);
            if (run < 0) {
                Zeroes.fill(into, index, -run);
                index -= run;
            } else if (chunk.read(into, index, within, run)) {
                if (hole < index) {
                    holes.hole(hole - start, index - hole);
                }
                index += run;
                hole = index;
            }
        }
        if (hole < end) {
            holes.hole(hole - start, end - hole);
        }
    }

    @Override
    public void write(ByteBuffer from, long offset) throws DiskException {
        int start = from.position();
        int end = from.limit();
        int index = start;
        while (index < end) {
            long at = offset + (index - start);
            int within = within(at);
            int length = Math.min(end - index, (1 << shift) - within);
            Chunk chunk = tree.pin(at >>> shift);
            try {
                if (length >= WORTH_POPULATING && chunk.run(within, length) == -length) {
                    slots.populate(chunk.slot(), within, length);
                }
                chunk.write(from, index, within, length);
            } finally {
                tree.unpin(at >>> shift, chunk);
            }
            index += length;
        }
    }

    @Override
    public void discard(long offset, long length) {
        WholePages whole = WholePages.of(offset, length, size, PAGE_SHIFT);
        zeroWhatIsPresent(offset, whole.headEnd());
        zeroWhatIsPresent(whole.tailStart(), offset + length);
        if (!whole.isEmpty()) {
            discardPages(whole.first(), whole.end());
        }
    }

    /** Overwrites parts of pages. Where a page is absent there is nothing to do. */
    private void zeroWhatIsPresent(long from, long to) {
        long at = from;
        while (at < to) {
            int within = within(at);
            int length = (int) Math.min(to - at, PAGE - (within & (PAGE - 1)));
            Chunk chunk = tree.findAndPin(at >>> shift);
            if (chunk != null) {
                if (chunk.isPresent(within >>> PAGE_SHIFT) || chunk.isShared()) {
                    chunk.writeZeroes(within, length);
                }
                tree.unpin(at >>> shift, chunk);
            }
            at += length;
        }
    }

    private void discardPages(long firstPage, long endPage) {
        int pageShift = shift - PAGE_SHIFT;
        long pagesPerChunk = 1L << pageShift;
        long firstChunk = (firstPage + pagesPerChunk - 1) >>> pageShift;
        long endChunk = endPage >>> pageShift;
        if (firstChunk > endChunk) {
            discardInChunk(endChunk, firstPage, endPage);
            return;
        }
        discardInChunk(firstChunk - 1, firstPage, firstChunk << pageShift);
        if (endPage == WholePages.count(size, PAGE_SHIFT)) {
            endChunk = tree.capacity();
        } else {
            discardInChunk(endChunk, endChunk << pageShift, endPage);
        }
        if (firstChunk < endChunk) {
            List<Object> detached = new ArrayList<>();
            tree.detach(firstChunk, endChunk, detached);
            if (!detached.isEmpty()) {
                reclaimer.reclaim(detached);
            }
        }
    }

    private void discardInChunk(long number, long firstPage, long endPage) {
        Chunk chunk = firstPage < endPage ? tree.findAndPin(number) : null;
        if (chunk != null) {
            long pages = number << (shift - PAGE_SHIFT);
            try {
                chunk.discard(slots, (int) (firstPage - pages), (int) (endPage - pages));
            } finally {
                tree.unpin(number, chunk);
            }
        }
    }

    @Override
    public void allocateZeroes(long offset, long length) throws DiskException {
        if (length > 1 << shift) {
            MachineMemory.checkRoomFor(length);
        }
        long at = offset;
        long end = offset + length;
        while (at < end) {
            int within = within(at);
            int part = (int) Math.min(end - at, (1 << shift) - within);
            Chunk chunk = tree.pin(at >>> shift);
            try {
                int run = chunk.run(within, part);
                part = Math.abs(run);
                if (run < 0 && !chunk.isShared() && slots.populate(chunk.slot(), within, part)) {
                    chunk.mark(within, part);
                } else {
                    chunk.writeZeroes(within, part);
                }
            } finally {
                tree.unpin(at >>> shift, chunk);
            }
            at += part;
        }
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) {
        long end = offset + length;
        long at = offset;
        for (int looks = 0; at < end && looks < EXTENTS_CHUNKS; looks++) {
            long number = tree.next(at >>> shift);
            long chunkAt = number > (end - 1) >>> shift ? end : Math.max(at, number << shift);
            if (at < chunkAt && (!sink.add(at, chunkAt - at, HOLE) || chunkAt == end)) {
                return;
            }
            at = chunkAt;
            Chunk chunk = tree.find(number);
            long chunkEnd = at + Math.min(end - at, (1 << shift) - within(at));
            while (at < chunkEnd) {
                int rest = (int) (chunkEnd - at);
                int run = chunk == null ? -rest : chunk.run(within(at), rest);
                if (!sink.add(at, Math.abs(run), run > 0 ? BlockStatus.DATA : HOLE)) {
                    return;
                }
                at += Math.abs(run);
            }
        }
    }

    @Override
    public HandedState release() {
        reclaimer.finish();
        return SparseState.pack(size, slots, tree);
    }

    @Override
    public void close() {
        reclaimer.close();
        slots.close();
    }

    private int within(long offset) {
        return (int) offset & ((1 << shift) - 1);
    }
}
