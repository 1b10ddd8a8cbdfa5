// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.overlay;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.ExtentSink;
import dev.platter.blocks.Steps;
import dev.platter.nbd.BlockStatus;
import java.io.IOException;

/**
 * Reports the extents of a range run by run: of an overlay what is there, and the rest of the disk behind. It ends when enough is reported, or
 * when a run was reported in part: then the client asks again.
 */
public final class RunExtents extends Steps {
    /** One call may run on an event loop. */
    private static final int MOST_RUNS = 1024;

    private final Overlaid overlay;
    private final AsyncDisk behind;
    private final boolean reports;
    private final long end;
    private final ExtentSink sink;
    private long at;
    private long reported;
    private boolean wanted = true;
    private int runs;

    /**
     * Describes a question.
     *
     * @param overlay what lies over the disk
     * @param behind the disk
     * @param reports whether the disk reports extents; otherwise it counts as data
     * @param offset where the range begins
     * @param end where it ends
     * @param sink takes the extents
     * @param completion is told how that ended
     */
    public RunExtents(
            Overlaid overlay,
            AsyncDisk behind,
            boolean reports,
            long offset,
            long end,
            ExtentSink sink,
            Completion completion) {
        super(completion);
        this.overlay = overlay;
        this.behind = behind;
        this.reports = reports;
        this.end = end;
        this.sink = sink;
        at = offset;
        reported = offset;
    }

    private boolean add(long offset, long length, long status) {
        wanted = sink.add(offset, length, status);
        reported = offset + length;
        return wanted;
    }

    @Override
    protected boolean begin() {
        while (at < end && wanted && reported == at && runs < MOST_RUNS) {
            long from = at;
            ExtentSink rest = ((ExtentSink) this::add).clipped(from, end - from);
            long run;
            try {
                run = overlay.extents(from, end, rest);
            } catch (IOException e) {
                failed(e);
                return true;
            }
            runs++;
            at = from + Math.abs(run);
            if (run < 0 && reports) {
                behind.extents(from, -run, ((ExtentSink) this::add).clipped(from, -run), this);
                return true;
            }
            if (run < 0) {
                add(from, -run, BlockStatus.DATA);
            }
        }
        return false;
    }
}
