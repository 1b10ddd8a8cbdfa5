// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.swab;

import dev.platter.api.BlockSizes;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Pieces;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;

/**
 * Swaps the bytes of each word on their way. The server sees to it that requests consist of whole words, by the block sizes.
 *
 * <p>A read is swapped in its own buffer, and the words of a write in a copy, in pieces of which there is one at a time. A long read is swapped by a worker,
 * since it may have completed on the event loop.
 */
final class SwabDisk extends ForwardingAsyncDisk {
    private static final int LONG_READ = 1 << 20;

    private final WordSize words;
    private final Scratch scratch;
    private final Executor workers;

    SwabDisk(Disk next, WordSize words, Scratch scratch, Executor workers) {
        super(next);
        this.words = words;
        this.scratch = scratch;
        this.workers = workers;
    }

    @Override
    public long size() throws IOException {
        return words.floor(next().size());
    }

    @Override
    public Features features() throws IOException {
        Features behind = next().features();
        BlockSizes sizes = behind.blockSizes();
        int minimum = Math.max(sizes.minimum(), words.bytes());
        return behind.withBlockSizes(
                        new BlockSizes(minimum, sizes.preferred(), whole(sizes.maximumData()), sizes.maximumEffect()))
                .withStrictBlockSizes(true);
    }

    private long whole(long maximum) {
        return maximum == Long.MAX_VALUE ? maximum : words.floor(maximum);
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        int from = into.position();
        int length = into.remaining();
        next().read(into, offset, new WholeHoles(words, holes), new Completion() {
            @Override
            public void succeeded() {
                if (length < LONG_READ) {
                    swap();
                } else {
                    workers.execute(this::swap);
                }
            }

            private void swap() {
                words.swap(into, from, into, from, length);
                completion.succeeded();
            }

            @Override
            public void failed(IOException error) {
                completion.failed(error);
            }
        });
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        int begin = from.position();
        ByteBuffer copy = scratch.take();
        Pieces.of(
                offset,
                from.remaining(),
                copy.capacity(),
                new Completion() {
                    @Override
                    public void succeeded() {
                        scratch.giveBack(copy);
                        completion.succeeded();
                    }

                    @Override
                    public void failed(IOException error) {
                        scratch.giveBack(copy);
                        completion.failed(error);
                    }
                },
                (at, piece, end) -> {
                    words.swap(from, begin + (int) (at - offset), copy, 0, piece);
                    next().write(copy.duplicate().position(0).limit(piece), at, flags, end);
                });
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        WholeExtents whole = new WholeExtents(words, offset, sink);
        next().extents(offset, length, whole, new Completion() {
            @Override
            public void succeeded() {
                whole.finish();
                completion.succeeded();
            }

            @Override
            public void failed(IOException error) {
                completion.failed(error);
            }
        });
    }
}
