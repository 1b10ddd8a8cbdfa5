// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cow;

import dev.platter.api.AsyncDisk;
import dev.platter.api.BlockSizes;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.Pieces;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.blocks.AlignedDisk;
import dev.platter.blocks.BlockBuffers;
import dev.platter.blocks.BlockLocks;
import dev.platter.blocks.Blocks;
import dev.platter.overlay.EdgePages;
import dev.platter.overlay.Filled;
import dev.platter.overlay.OnRead;
import dev.platter.overlay.PageSet;
import dev.platter.overlay.PerExport;
import dev.platter.overlay.RunExtents;
import dev.platter.overlay.RunReader;
import dev.platter.overlay.Then;
import dev.platter.overlay.WholePages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * One client's view of an overlay in front of a disk that is only read. What is in the overlay is read and written there at once; the rest is read
 * from the disk behind, which is not asked for pages that a write covers as a whole.
 */
final class CowDisk extends ForwardingAsyncDisk {
    private static final int PAGE = PageSet.PAGE;
    private static final int MOST_COPIED = 1 << 20;
    private static final int LARGEST_PREFERRED = 32 << 20;

    private final long size;
    private final Features behind;
    private final AsyncDisk base;
    private final PerExport.Use<Overlay> use;
    private final Overlay overlay;
    private final Disk bytes;
    private final long block;
    private final boolean copiesAnnounced;
    private final OnRead onRead;
    private final BlockBuffers buffers = new BlockBuffers(PAGE);

    CowDisk(Disk next, PerExport.Use<Overlay> use, CowFilter.Config config) throws IOException {
        super(next);
        this.use = use;
        overlay = use.kept();
        bytes = overlay.bytes();
        block = config.cowBlockSize().bytes();
        copiesAnnounced = config.cowOnCache();
        onRead = config.cowOnRead();
        try {
            size = next.size();
            behind = next.features();
            base = AlignedDisk.of(next(), new BlockLocks());
        } catch (IOException | RuntimeException e) {
            use.close();
            throw e;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Features features() {
        int preferred = (int)
                Math.min(LARGEST_PREFERRED, Math.max(block, behind.blockSizes().preferred()));
        BlockSizes any = BlockSizes.ANY;
        return behind.withoutWrite()
                .withWrite()
                .withFlush()
                .withFua(Support.NATIVE)
                .withTrim()
                .withZero(Support.NATIVE)
                .withFastZero(true)
                .withExtents(Support.NATIVE)
                .withCache(Support.NATIVE)
                .withMultiConn(true)
                .withBlockSizes(new BlockSizes(1, preferred, any.maximumData(), any.maximumEffect()));
    }

    /** What the contexts of the disk behind say may not be true of what was written. */
    @Override
    public List<String> metaContexts() {
        return List.of();
    }

    @Override
    public boolean blocking() {
        return next().blocking() || onRead.file().isPresent();
    }

    @Override
    public boolean completesOnReturn() {
        return base.completesOnReturn();
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            use.close();
        }
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        int length = into.remaining();
        long run = overlay.run(offset, offset + length);
        if (run == length) {
            readOverlay(into, offset, holes, completion);
        } else if (onRead.isOn()) {
            RunReader reader = new RunReader(overlay, base, into, offset, holes, completion);
            copy(offset, length, new Completion() {
                @Override
                public void succeeded() {
                    reader.run();
                }

                // What could not be copied may have been next to what the client wants.
                @Override
                public void failed(IOException error) {
                    reader.run();
                }
            });
        } else if (run == -length) {
            base.read(into, offset, holes, completion);
        } else {
            new RunReader(overlay, base, into, offset, holes, completion).run();
        }
    }

    private void readOverlay(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        try {
            bytes.read(into, offset, holes);
        } catch (IOException e) {
            completion.failed(e);
            return;
        }
        completion.succeeded();
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        int length = into.remaining();
        long run = overlay.run(offset, offset + length);
        if (run == length) {
            bytes.read(into, offset, holes);
            return true;
        }
        return run == -length && !onRead.isPossible() && base.tryRead(into, offset, holes);
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        long run = overlay.run(offset, offset + length);
        if (run == length) {
            return bytes.lend(offset, length, loan);
        }
        return run == -length && !onRead.isPossible() && base.lend(offset, length, loan);
    }

    /** A payload lands in the overlay, if it consists of pages that are all there: then it only replaces their bytes. */
    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        return overlay.run(offset, offset + length) == length ? bytes.land(offset, length, flags) : Optional.empty();
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        long end = offset + from.remaining();
        long head = offset >>> PageSet.PAGE_SHIFT;
        long tail = (end - 1) >>> PageSet.PAGE_SHIFT;
        boolean needsHead = isMissingInPart(head, offset, end);
        boolean needsTail = tail != head && isMissingInPart(tail, offset, end);
        if (!needsHead && !needsTail) {
            try {
                overlay.write(from, offset, null);
            } catch (IOException e) {
                completion.failed(e);
                return;
            }
            completion.succeeded();
            return;
        }
        EdgePages edges = needsHead && needsTail
                ? new EdgePages(base, size, buffers, head, tail)
                : new EdgePages(base, size, buffers, needsHead ? head : tail);
        edges.read(new Completion() {
            @Override
            public void succeeded() {
                try {
                    overlay.write(from, offset, edges);
                } catch (IOException e) {
                    failed(e);
                    return;
                }
                edges.close();
                completion.succeeded();
            }

            @Override
            public void failed(IOException error) {
                edges.close();
                completion.failed(error);
            }
        });
    }

    /** Whether a range covers a part of a page, but not all of it, and the page is not in the overlay. */
    private boolean isMissingInPart(long page, long offset, long end) {
        long begin = page << PageSet.PAGE_SHIFT;
        return (offset > begin || end - begin < Math.min(PAGE, size - begin)) && !overlay.contains(page);
    }

    /** What is written is gone when the server ends, so nothing is more durable than a write. */
    @Override
    public void flush(Completion completion) {
        completion.succeeded();
    }

    /** What is trimmed reads as zeroes, as in nbdkit, to the last byte. */
    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        zero(offset, length, RequestFlags.NONE, completion);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        long end = offset + length;
        WholePages pages = WholePages.in(offset, length, size);
        writeZeroes(offset, pages.from(), new Then(completion) {
            @Override
            protected void then() {
                writeZeroes(pages.to(), end, new Then(completion) {
                    @Override
                    protected void then() {
                        zeroPages(pages, flags, completion);
                    }
                });
            }
        });
    }

    private void writeZeroes(long from, long to, Completion completion) {
        if (from == to) {
            completion.succeeded();
        } else {
            write(ByteBuffer.allocateDirect((int) (to - from)), from, RequestFlags.NONE, completion);
        }
    }

    private void zeroPages(WholePages pages, RequestFlags flags, Completion completion) {
        if (!pages.isEmpty()) {
            try {
                overlay.zero(pages.from(), pages.to(), flags);
            } catch (IOException e) {
                completion.failed(e);
                return;
            }
        }
        completion.succeeded();
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        if (copiesAnnounced) {
            copy(offset, length, completion);
        } else if (behind.cache() == Support.NONE) {
            completion.succeeded();
        } else {
            base.cache(offset, length, completion);
        }
    }

    /** Copies the blocks of a range into the overlay, as far as they are not there. */
    private void copy(long offset, long length, Completion completion) {
        long from = offset & -block;
        long blocks = (offset + length - from + block - 1) & -block;
        long to = blocks < 0 || blocks > size - from ? size : from + blocks;
        Pieces.of(from, to - from, MOST_COPIED, completion, this::copyPiece);
    }

    private void copyPiece(long offset, int length, Completion end) {
        if (overlay.run(offset, offset + length) == length) {
            end.succeeded();
            return;
        }
        ByteBuffer into = ByteBuffer.allocateDirect(length);
        base.read(into, offset, HoleSink.NONE, new Filled(into, new Then(end) {
            @Override
            protected void then() {
                try {
                    overlay.writeMissing(into.flip(), offset);
                } catch (IOException e) {
                    end.failed(e);
                    return;
                }
                end.succeeded();
            }
        }));
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        boolean reports = behind.extents() != Support.NONE;
        WholeBlocks blocks = new WholeBlocks(overlay, new Blocks(block, size));
        new RunExtents(blocks, base, reports, offset, offset + length, sink, completion).run();
    }
}
