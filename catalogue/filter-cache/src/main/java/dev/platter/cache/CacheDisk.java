// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cache;

import dev.platter.api.AsyncDisk;
import dev.platter.api.BlockSizes;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.Pieces;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.blocks.AlignedDisk;
import dev.platter.blocks.BlockBuffers;
import dev.platter.blocks.BlockLocks;
import dev.platter.nbd.NbdError;
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
import java.util.concurrent.RejectedExecutionException;

/** One client's view of a cache in front of a disk. */
final class CacheDisk extends ForwardingAsyncDisk {
    private static final int PAGE = PageSet.PAGE;
    private static final int MOST_READ = 1 << 20;
    private static final int LARGEST_PREFERRED = 32 << 20;

    private final long size;
    private final Features behind;
    private final AsyncDisk base;
    private final PerExport.Use<Cache> use;
    private final Cache cache;
    private final Mode mode;
    private final long block;
    private final OnRead onRead;
    private final BlockBuffers pages = new BlockBuffers(PAGE);
    private final BlockBuffers stripes = new BlockBuffers(Cache.STRIPE);

    CacheDisk(Disk next, PerExport.Use<Cache> use, CacheFilter.Config config, BlockLocks locks) throws IOException {
        super(next);
        this.use = use;
        cache = use.kept();
        mode = config.cache();
        block = config.cacheMinBlockSize().bytes();
        onRead = config.cacheOnRead();
        try {
            size = next.size();
            behind = next.features();
            base = AlignedDisk.of(next(), locks);
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
        Features shown = behind.withExtents(Support.NATIVE)
                .withCache(Support.NATIVE)
                .withBlockSizes(new BlockSizes(1, preferred, any.maximumData(), any.maximumEffect()));
        return behind.write() ? shown.withFlush() : shown;
    }

    @Override
    public boolean blocking() {
        return next().blocking() || onRead.file().isPresent();
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
        RunReader reader = new RunReader(cache, base, into, offset, holes, completion);
        int length = into.remaining();
        if (cache.has(offset, offset + length) || !onRead.isOn() || cache.isFull()) {
            reader.run();
        } else {
            fill(offset, length, new Completion() {
                @Override
                public void succeeded() {
                    reader.run();
                }

                // What could not be kept may have been next to what the client wants.
                @Override
                public void failed(IOException error) {
                    reader.run();
                }
            });
        }
    }

    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        long end = offset + into.remaining();
        if (!cache.has(offset, end)) {
            return cache.hasNothing(offset, end) && !onRead.isPossible() && base.tryRead(into, offset, holes);
        }
        for (long at = offset; at < end; ) {
            long run = cache.read(into, at, end, HoleSink.NONE);
            if (run < 0) {
                return false;
            }
            at += run;
        }
        return true;
    }

    /** Pages of the cache are not lent, since they may have to make room for others meanwhile. */
    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return cache.hasNothing(offset, offset + length) && !onRead.isPossible() && base.lend(offset, length, loan);
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        if (cache.isFull()) {
            makeRoom(new Then(completion) {
                @Override
                protected void then() {
                    store(from, offset, flags, completion);
                }
            });
        } else {
            store(from, offset, flags, completion);
        }
    }

    private void store(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        long since = cache.removals();
        long end = offset + from.remaining();
        long head = offset >>> PageSet.PAGE_SHIFT;
        long tail = (end - 1) >>> PageSet.PAGE_SHIFT;
        boolean needsHead = isMissingInPart(head, offset, end);
        boolean needsTail = tail != head && isMissingInPart(tail, offset, end);
        if (!needsHead && !needsTail) {
            try {
                if (!cache.write(from, offset, null, since)) {
                    store(from, offset, flags, completion);
                    return;
                }
            } catch (IOException e) {
                completion.failed(e);
                return;
            }
            stored(offset, end, flags, completion);
            return;
        }
        EdgePages edges = needsHead && needsTail
                ? new EdgePages(base, size, pages, head, tail)
                : new EdgePages(base, size, pages, needsHead ? head : tail);
        edges.read(new Completion() {
            @Override
            public void succeeded() {
                boolean done;
                try {
                    done = cache.write(from, offset, edges, since);
                } catch (IOException e) {
                    failed(e);
                    return;
                }
                edges.close();
                if (done) {
                    stored(offset, end, flags, completion);
                } else {
                    store(from, offset, flags, completion);
                }
            }

            @Override
            public void failed(IOException error) {
                edges.close();
                completion.failed(error);
            }
        });
    }

    private boolean isMissingInPart(long page, long offset, long end) {
        long begin = page << PageSet.PAGE_SHIFT;
        return (offset > begin || end - begin < Math.min(PAGE, size - begin)) && !cache.contains(page);
    }

    private void stored(long offset, long end, RequestFlags flags, Completion completion) {
        boolean durable = flags.fua() && mode != Mode.UNSAFE;
        if (durable || mode == Mode.WRITETHROUGH) {
            RequestFlags asked = RequestFlags.NONE.withFua(durable);
            cache.chores().add(done -> writeBack(offset, end, asked, done), completion);
        } else if (cache.isNearlyFull()) {
            makeRoom(completion);
        } else {
            completion.succeeded();
        }
    }

    private void writeBack(long offset, long end, RequestFlags flags, Completion done) {
        long from = offset & -PAGE;
        long to = end > size - PAGE ? size : (end + PAGE - 1) & -PAGE;
        new WriteBack(cache, base, stripes, flags, from, to, done).run();
    }

    /** Writes back what is dirty, and drops what was not used lately; on a worker, since giving memory back takes its time. */
    private void makeRoom(Completion completion) {
        cache.chores()
                .add(
                        done -> {
                            if (!cache.isNearlyFull()) {
                                done.succeeded();
                                return;
                            }
                            writeBack(0, size, RequestFlags.NONE, new Then(done) {
                                @Override
                                protected void then() {
                                    dropOnWorker(done);
                                }
                            });
                        },
                        completion);
    }

    private void dropOnWorker(Completion done) {
        try {
            cache.workers().execute(() -> {
                try {
                    cache.makeRoom();
                } catch (IOException e) {
                    done.failed(e);
                    return;
                }
                done.succeeded();
            });
        } catch (RejectedExecutionException e) {
            done.failed(new DiskException(NbdError.ESHUTDOWN, "the server stops", e));
        }
    }

    @Override
    public void flush(Completion completion) {
        if (mode == Mode.UNSAFE) {
            completion.succeeded();
            return;
        }
        cache.chores()
                .add(
                        done -> writeBack(0, size, RequestFlags.NONE, new Then(done) {
                            @Override
                            protected void then() {
                                if (behind.flush()) {
                                    base.flush(done);
                                } else {
                                    done.succeeded();
                                }
                            }
                        }),
                        completion);
    }

    /** Pages that are trimmed in part stay as they are. */
    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        WholePages pages = WholePages.in(offset, length, size);
        if (pages.isEmpty()) {
            completion.succeeded();
        } else {
            long from = pages.from();
            pass(from, pages.to(), completion, done -> base.trim(from, pages.to() - from, flags, done));
        }
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        if (flags.fastZero() && !behind.fastZero()) {
            completion.failed(new DiskException(
                    NbdError.ENOTSUP, "the disk behind has no fast zeroes: ask for zeroes without the flag FAST_ZERO"));
            return;
        }
        long end = offset + length;
        WholePages pages = WholePages.in(offset, length, size);
        long from = pages.from();
        long to = pages.to();
        RequestFlags edge = RequestFlags.NONE.withFua(flags.fua());
        writeZeroes(offset, from, edge, new Then(completion) {
            @Override
            protected void then() {
                writeZeroes(to, end, edge, new Then(completion) {
                    @Override
                    protected void then() {
                        if (from == to) {
                            completion.succeeded();
                        } else {
                            pass(from, to, completion, done -> base.zero(from, to - from, flags, done));
                        }
                    }
                });
            }
        });
    }

    private void writeZeroes(long from, long to, RequestFlags flags, Completion completion) {
        if (from == to) {
            completion.succeeded();
        } else {
            write(ByteBuffer.allocateDirect((int) (to - from)), from, flags, completion);
        }
    }

    /**
     * Passes a change of whole pages on. What the cache has of them is written back first, so that nothing is lost if the change fails, and then
     * dropped; what is written to them meanwhile counts as written afterwards.
     */
    private void pass(long from, long to, Completion completion, Chores.Work change) {
        cache.chores()
                .add(
                        done -> writeBack(from, to, RequestFlags.NONE, new Then(done) {
                            @Override
                            protected void then() {
                                try {
                                    cache.removeClean(from, to);
                                } catch (IOException e) {
                                    done.failed(e);
                                    return;
                                }
                                change.begin(done);
                            }
                        }),
                        completion);
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        if (!cache.isFull()) {
            fill(offset, length, completion);
        } else if (behind.cache() == Support.NONE) {
            completion.succeeded();
        } else {
            base.cache(offset, length, completion);
        }
    }

    /** Reads the blocks of a range into the cache, as far as they are not there. */
    private void fill(long offset, long length, Completion completion) {
        long from = offset & -block;
        long blocks = (offset + length - from + block - 1) & -block;
        long to = blocks < 0 || blocks > size - from ? size : from + blocks;
        Pieces.of(from, to - from, MOST_READ, completion, this::fillPiece);
    }

    private void fillPiece(long offset, int length, Completion end) {
        if (cache.has(offset, offset + length) || cache.isFull()) {
            end.succeeded();
            return;
        }
        long since = cache.removals();
        ByteBuffer into = ByteBuffer.allocateDirect(length);
        base.read(into, offset, HoleSink.NONE, new Filled(into, new Then(end) {
            @Override
            protected void then() {
                try {
                    cache.fill(into.flip(), offset, since);
                } catch (IOException e) {
                    end.failed(e);
                    return;
                }
                if (cache.isNearlyFull()) {
                    makeRoom(end);
                } else {
                    end.succeeded();
                }
            }
        }));
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        boolean reports = behind.extents() != Support.NONE;
        new RunExtents(cache, base, reports, offset, offset + length, sink, completion).run();
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        base.blockStatus(context, offset, length, sink, completion);
    }
}
