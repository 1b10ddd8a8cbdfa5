// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ram;

import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.HandedState;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.nbd.BlockStatus;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * A disk that takes memory only for what was written to it, however large it is.
 *
 * <h2>Shape</h2>
 *
 * <pre>
 * disk       [ chunk 0 | chunk 1 | chunk 2 |  ...  ]      cut into chunks of 256 KiB
 *                           |
 * tree       root  [   |  *  |   | ... |  *  ]            a Node; an empty place is a hole of the disk
 *                         |               |
 *            Node  [ *  |   |  *  |  ...     ]            as many levels as the size demands
 *                    |         |
 * chunk            Chunk      Chunk                       state: retired or not, number of pins
 *                  |   |
 * page bits        |   1  1  0  1  0  0  ...              1: the page is present, 0: it reads as zeroes
 *                  |   |  |  |  |  |  |
 * slot           Slot [##|##|00|##|00|00|...]             pages of 4 KiB, in a Region that Slots has taken
 * </pre>
 *
 * <p>The disk is cut into <em>chunks</em> (256 KiB where the system can map memory), and a chunk into <em>pages</em> of
 * 4 KiB. A {@link ChunkTree} finds the {@link Chunk} of an offset. A chunk has a {@link Slot} of memory that came from
 * {@link Slots}, and a bit for each page that tells whether the page is <em>present</em>. The first write to a chunk
 * makes the chunk, and the first write to a page makes the page present. A trim or zero that covers a whole page makes it
 * absent and gives its memory back to the system. A chunk without pages is <em>retired</em>: it leaves the tree, and its
 * slot serves another place of the disk.
 *
 * <h2>What a client may expect</h2>
 *
 * <p>A call that begins after another has returned sees everything that the other did. Where calls overlap in time and
 * range, each byte is what one of them makes it. A read never returns a byte from elsewhere on the disk, or from before a
 * trim that has returned.
 *
 * <h2>Invariants</h2>
 *
 * <p>Comments in this package cite them by number.
 *
 * <ol>
 *   <li>A slot stays readable as long as the disk lives, even if it was given back or belongs to another chunk; or
 *       reading it fails with an {@link IllegalStateException}.
 *   <li>A thread that sees a page's bit sees the page's data.
 *   <li>The bytes that a reader copies count only if the chunk is not retired afterwards.
 *   <li>A slot is given back when its chunk is retired and has no pin, by exactly one thread.
 *   <li>A page without a bit is zero in memory, unless a thread that has the chunk pinned is writing or discarding it.
 *   <li>A retired chunk that is still in the tree has no page present. (One that another has replaced is not in the tree.)
 *   <li>A thread that must leave zeroes, and finds the page absent, skips it only if it holds the only pin. Otherwise it
 *       writes the zeroes.
 *   <li>A child that is put into a frozen node is taken back by the thread that put it in, or found by the thread that
 *       froze the node.
 * </ol>
 *
 * <h2>Reading takes no lock and writes nothing that is shared</h2>
 *
 * <p>A reader finds the chunk, looks at the bits, copies, and then checks whether the chunk is retired. If it is, the
 * copied bytes may belong to another chunk (1) and do not count (3): the reader starts again by finding the chunk. It
 * does so only once for each chunk, since a retired chunk that it finds again has no page present (6). It does not touch
 * absent pages at all: they are zeroes because their bit is clear.
 *
 * <h2>Writing pins</h2>
 *
 * <p>A writer or trimmer <em>pins</em> the chunk, which keeps the slot from being given back (4). A writer's order is:
 * pin, copy, fence, set the bits, unpin. The fence gives (2).
 *
 * <p>An absent page is zero in memory (5), because the system made it so. A write to a part of it need not clear the
 * rest, and two such writes cannot undo each other.
 *
 * <p>A trimmer's order is: pin, clear the bits, have the system discard the pages, unpin. If it races with a writer to
 * the same page, there are two outcomes, and both are right, since the calls overlap. If the writer sets the bit before
 * the trimmer clears it, the trim comes last. If the writer sets it afterwards, the page is present, with the data, or
 * with zeroes if the system discarded it later. A third outcome, data without a bit, would break (5). It would need a
 * writer that sees the old bit and then copies after the discard; the fence between the copy and the look at the bit
 * rules that out.
 *
 * <p>Between clearing and discarding there are pages without a bit that are not zero yet. Another thread that must leave
 * zeroes there cannot rely on the trimmer, which may sleep: the next write to a part of the page would show the page's
 * old contents. But the trimmer has the chunk pinned. So a thread that finds the page absent and holds the only pin is
 * done; otherwise it writes the zeroes (7).
 *
 * <p>Writers and trimmers of different pages of a chunk do not disturb each other: they set and clear bits with atomic
 * operations on the word.
 *
 * <h2>Lending pins too</h2>
 *
 * <p>A chunk that is lent is pinned until the loan is returned, see {@link SparseLoan}. So its slot is not given to
 * another chunk meanwhile (4), even if the chunk is retired: then the lent bytes stay as they were before the trim. Pages
 * of a lent chunk that stays are written and discarded in place, as if that had come before the read.
 *
 * <p>A loan may last a fifth of a second, while a call lasts microseconds. Threads that must leave zeroes then see that
 * they do not hold the only pin, and write them (7): a part of a page that was absent takes memory until the next trim.
 * And since the number of pins is limited (see {@link Chunk}), loans use at most half of it.
 *
 * <h2>Landing takes another slot</h2>
 *
 * <p>A payload that covers whole chunks is received in slots of their own ({@link SparseLanding}), since nothing may change
 * if it breaks off. At commit a chunk with all its pages present takes the place of the one in the tree, by one exchange,
 * and the other is retired. What a reader copies from that one does not count (3), and the reader finds the new chunk. A
 * writer or trimmer that has the old chunk pinned changes bytes that are dropped: its call overlaps the commit, which
 * counts as the later one.
 *
 * <p>The slot that was replaced is not discarded: its pages are in memory, and the next payload fills them
 * ({@link SpareSlots}). Two kinds of slot are excepted. A slot that was lent as a part of a file may still be on its way to
 * a client, so it is given back, which leaves the client the old pages; and a slot that is pinned is given back by the
 * last thread to unpin it.
 *
 * <h2>Retiring</h2>
 *
 * <p>Besides by a landing, a chunk ends in one of two ways. The thread that takes the last pin out of a chunk without pages
 * retires the chunk with one exchange, which fails if another thread has pinned it since the pages were looked at (see {@link Chunk}); it
 * then takes the chunk out of the tree and gives the slot back. Or a trim covers the whole chunk: the trimmer takes it
 * out of the tree first, then retires it, and the slot is given back by the trimmer or by the last thread to unpin (4). A
 * writer that still has the chunk pinned may write bytes that are dropped: its write overlaps the trim, which counts as
 * the later call.
 *
 * <p>A node of the tree ends in the same two ways. A node without children is frozen by an exchange of its count of
 * children, which includes those about to be put in; then it is taken out of the tree. A node that a trim covers as a
 * whole is taken out first and frozen later. A thread that puts a child into a node checks afterwards whether the node is
 * frozen, and then takes the child back; if it cannot, the trimmer has found the child (8). So no chunk that is in use is
 * lost, and no slot that is lost to the tree is leaked.
 *
 * <h2>Trimming everything</h2>
 *
 * <p>A trim takes the largest possible pieces out of the tree: a node stands for everything below it. So a trim of 2^62
 * bytes is as quick as one of a chunk, and from then on the range reads as zeroes. The memory itself is given back piece by
 * piece, see {@link Reclaimer}.
 *
 * <h2>What was tried and left out</h2>
 *
 * <p>Huge pages make random access to a full disk at most a tenth quicker and its first write three times quicker. But
 * one byte would cost 2 MiB, and a page that is trimmed out of the middle of a huge page is not given back for a long
 * time. Locks per chunk would be simpler, but a reader would then write to memory that all event loops share.
 */
final class SparseMemory implements Memory {
    private static final int HOLE = BlockStatus.HOLE | BlockStatus.ZERO;

    /**
     * How many chunks one call for extents looks at. The limit keeps one call from stalling other clients; the next
     * call goes on.
     */
    private static final int EXTENTS_CHUNKS = 1024;

    /** From this number of bytes on, one call to the system costs less than a fault for each page. */
    private static final int WORTH_POPULATING = 64 * 1024;

    private final long size;
    private final Slots slots;
    private final int shift;
    private final ChunkTree tree;
    private final Reclaimer reclaimer;
    private final SpareSlots spare;

    /**
     * @param size of the disk, in bytes
     * @param slots where memory comes from
     * @param workers give trimmed memory back
     */
    SparseMemory(long size, Slots slots, Executor workers) {
        this.size = size;
        this.slots = slots;
        this.shift = slots.shift();
        this.tree = new ChunkTree(slots, ((Math.max(size, 1) - 1) >>> shift) + 1);
        this.spare = new SpareSlots(slots);
        this.reclaimer = new Reclaimer(slots, workers);
    }

    /** The binary logarithm of a chunk's size in bytes. */
    int chunkShift() {
        return shift;
    }

    /** Goes on with a chunk that another instance has handed over. Called before any other method. */
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
            } else if (chunk.read(into, index, within, run)) { // else it was retired: find the chunk again (3)
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
        into.position(end);
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) {
        return SparseLoan.lend(tree, shift, offset, length, loan);
    }

    @Override
    public Optional<Landing> land(long offset, int length) {
        return SparseLanding.of(this, tree, spare, shift, offset, length);
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
        zeroPartsOfPages(offset, whole.headEnd());
        zeroPartsOfPages(whole.tailStart(), offset + length);
        if (!whole.isEmpty()) {
            discardPages(whole.first(), whole.end());
        }
    }

    /** Zeroes parts of pages. An absent page is zero already, except as (7) says. */
    private void zeroPartsOfPages(long from, long to) {
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
            MachineMemory.checkRoomFor(length, "allow holes instead");
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
        AllocatedExtents data = new AllocatedExtents(sink);
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
                boolean wantsMore =
                        run > 0 ? data.add(chunk, within(at), at, run) : sink.add(at, -run, HOLE) && !data.isTired();
                if (!wantsMore) {
                    return;
                }
                at += Math.abs(run);
            }
        }
    }

    @Override
    public HandedState release() {
        reclaimer.finish();
        spare.clear();
        return SparseState.pack(size, slots, tree);
    }

    @Override
    public void close() {
        reclaimer.close();
        spare.clear();
        slots.close();
    }

    private int within(long offset) {
        return (int) offset & ((1 << shift) - 1);
    }
}
