// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.overlay;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.blocks.BlockBuffers;
import dev.platter.blocks.Steps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongPredicate;

/** What the disk behind has in the first and in the last page of a write that covers them in part. */
public final class EdgePages {
    private final AsyncDisk behind;
    private final long size;
    private final BlockBuffers buffers;
    private final long[] numbers;
    private final ByteBuffer[] contents;
    private int read;

    /**
     * Describes pages to read.
     *
     * @param behind the disk behind
     * @param size its size, in bytes
     * @param buffers of one page each
     * @param numbers the numbers of one or two pages
     */
    public EdgePages(AsyncDisk behind, long size, BlockBuffers buffers, long... numbers) {
        this.behind = behind;
        this.size = size;
        this.buffers = buffers;
        this.numbers = numbers.clone();
        contents = new ByteBuffer[numbers.length];
    }

    /**
     * Reads them.
     *
     * @param completion is told how that ended
     */
    public void read(Completion completion) {
        new Steps(completion) {
            @Override
            protected boolean begin() {
                int index = read;
                if (index == numbers.length) {
                    return false;
                }
                read++;
                long offset = numbers[index] << PageSet.PAGE_SHIFT;
                ByteBuffer into = buffers.take().limit((int) Math.min(PageSet.PAGE, size - offset));
                contents[index] = into;
                behind.read(into, offset, HoleSink.NONE, new Filled(into, this));
                return true;
            }
        }.run();
    }

    /**
     * Writes those into an overlay that are missing there.
     *
     * @param overlay the bytes of the overlay
     * @param first the number of the first page that counts
     * @param last the number of the last one
     * @param missing tells by its number whether a page is missing
     * @throws IOException if there is no memory for it
     */
    public void fill(Disk overlay, long first, long last, LongPredicate missing) throws IOException {
        for (int i = 0; i < numbers.length; i++) {
            long page = numbers[i];
            if (page >= first && page <= last && missing.test(page)) {
                overlay.write(contents[i].flip(), page << PageSet.PAGE_SHIFT, RequestFlags.NONE);
            }
        }
    }

    /** Gives the buffers back. */
    public void close() {
        for (int i = 0; i < read; i++) {
            buffers.give(contents[i]);
        }
    }
}
