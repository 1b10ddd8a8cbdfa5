// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.overlay;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.HoleSink;
import dev.platter.blocks.Steps;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a range run by run: from an overlay what is there, and the rest from the disk behind. */
public final class RunReader extends Steps {
    private final Overlaid overlay;
    private final AsyncDisk behind;
    private final ByteBuffer into;
    private final int start;
    private final int limit;
    private final long offset;
    private final long end;
    private final HoleSink holes;
    private long at;

    /**
     * Describes a read.
     *
     * @param overlay what lies over the disk
     * @param behind the disk
     * @param into takes the bytes
     * @param offset where they begin
     * @param holes may be told of holes
     * @param completion is told how the read ended
     */
    public RunReader(
            Overlaid overlay, AsyncDisk behind, ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        super(new Whole(into, into.limit(), completion));
        this.overlay = overlay;
        this.behind = behind;
        this.into = into;
        start = into.position();
        limit = into.limit();
        this.offset = offset;
        end = offset + into.remaining();
        this.holes = holes;
        at = offset;
    }

    @Override
    protected boolean begin() {
        long from = at;
        while (from < end) {
            HoleSink shifted = holes.shifted((int) (from - offset));
            long run;
            try {
                run = overlay.read(into.limit(limit), from, end, shifted);
            } catch (IOException e) {
                failed(e);
                return true;
            }
            if (run < 0) {
                at = from - run;
                into.limit(start + (int) (at - offset));
                behind.read(into, from, shifted, new Filled(into, this));
                return true;
            }
            from += run;
        }
        return false;
    }

    /** Gives a buffer its limit back at the end of a read. */
    private record Whole(ByteBuffer into, int limit, Completion end) implements Completion {
        @Override
        public void succeeded() {
            into.limit(limit);
            end.succeeded();
        }

        @Override
        public void failed(IOException error) {
            into.limit(limit);
            end.failed(error);
        }
    }
}
