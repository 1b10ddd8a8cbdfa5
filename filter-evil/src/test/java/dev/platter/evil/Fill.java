// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Support;
import dev.platter.nbd.BlockStatus;
import java.nio.ByteBuffer;

/**
 * A disk of one byte, repeated; if it has holes, every other piece of 4 KiB is one. It reports holes while it reads, or
 * only if it is asked, 4 KiB at a time, or never.
 */
record Fill(long size, int value, Tells tells) implements Disk {
    static final int PIECE = 4096;

    enum Tells {
        NO_HOLES,
        IN_READS,
        IN_EXTENTS,
        NOTHING
    }

    static Fill of(int value, long size) {
        return new Fill(size, value, Tells.NO_HOLES);
    }

    boolean hole(long offset) {
        return tells != Tells.NO_HOLES && offset / PIECE % 2 == 1;
    }

    @Override
    public Features features() {
        return Features.readOnly().withExtents(tells == Tells.NOTHING ? Support.NONE : Support.NATIVE);
    }

    @Override
    public boolean blocking() {
        return false;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) {
        int start = into.position();
        for (int i = 0; into.hasRemaining(); i++) {
            into.put((byte) (hole(offset + i) ? 0 : value));
        }
        int length = into.position() - start;
        for (int from = 0; tells == Tells.IN_READS && from < length; ) {
            int to = (int) Math.min(length, from + PIECE - (offset + from) % PIECE);
            if (hole(offset + from)) {
                holes.hole(from, to - from);
            }
            from = to;
        }
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) {
        long start = offset / PIECE * PIECE;
        sink.add(start, PIECE, hole(offset) ? BlockStatus.HOLE | BlockStatus.ZERO : BlockStatus.DATA);
    }
}
