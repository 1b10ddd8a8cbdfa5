// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cache;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.RequestFlags;
import dev.platter.blocks.BlockBuffers;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes the dirty pages of a range to the disk behind, several at a time. */
final class WriteBack {
    private static final int AT_A_TIME = 16;

    private final Cache cache;
    private final AsyncDisk behind;
    private final BlockBuffers buffers;
    private final RequestFlags flags;
    private final long end;
    private final Completion completion;
    private long at;
    private int underWay;
    private boolean pumping;
    private boolean exhausted;
    private boolean completed;
    private @Nullable IOException error;

    /**
     * Describes a range.
     *
     * @param cache has the pages
     * @param behind the disk behind
     * @param buffers of one stripe each
     * @param flags of the writes
     * @param offset where the range begins, at a page
     * @param end where it ends, at a page or the end of the disk
     * @param completion is told when all is written, or when no write is under way after one has failed
     */
    WriteBack(
            Cache cache,
            AsyncDisk behind,
            BlockBuffers buffers,
            RequestFlags flags,
            long offset,
            long end,
            Completion completion) {
        this.cache = cache;
        this.behind = behind;
        this.buffers = buffers;
        this.flags = flags;
        at = offset;
        this.end = end;
        this.completion = completion;
    }

    /**
     * Begins as many writes as may be under way. A write that ends within this call comes back here, and is followed in the loop; whatever ends
     * meanwhile on another thread is seen by the loop, or begins it anew.
     */
    void run() {
        synchronized (this) {
            if (pumping) {
                return;
            }
            pumping = true;
        }
        while (goesOn()) {
            begin();
        }
    }

    private boolean goesOn() {
        IOException failed;
        synchronized (this) {
            failed = error;
            boolean begun = exhausted || failed != null;
            if (!begun && underWay < AT_A_TIME) {
                underWay++;
                return true;
            }
            pumping = false;
            if (!begun || underWay > 0 || completed) {
                return false;
            }
            completed = true;
        }
        if (failed == null) {
            completion.succeeded();
        } else {
            completion.failed(failed);
        }
        return false;
    }

    private void begin() {
        ByteBuffer buffer = buffers.take();
        long offset;
        try {
            offset = cache.takeDirty(at, end, buffer);
        } catch (IOException e) {
            ended(buffer, e);
            return;
        }
        if (offset < 0) {
            exhausted = true;
            ended(buffer, null);
            return;
        }
        int length = buffer.remaining();
        at = offset + length;
        behind.write(buffer, offset, flags, new Completion() {
            @Override
            public void succeeded() {
                ended(buffer, null);
                run();
            }

            @Override
            public void failed(IOException e) {
                cache.putBack(offset, length);
                ended(buffer, e);
                run();
            }
        });
    }

    private void ended(ByteBuffer buffer, @Nullable IOException failure) {
        buffers.give(buffer);
        synchronized (this) {
            underWay--;
            if (error == null) {
                error = failure;
            }
        }
    }
}
