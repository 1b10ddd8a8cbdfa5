// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cow;

import dev.platter.api.ExtentSink;
import dev.platter.api.HoleSink;
import dev.platter.blocks.Blocks;
import dev.platter.nbd.BlockStatus;
import dev.platter.overlay.Overlaid;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An overlay that tells extents of whole blocks, as nbdkit does: a block of which a part is in the overlay counts as data, although less of it
 * is kept.
 *
 * @param blocks of the disk
 */
record WholeBlocks(Overlay overlay, Blocks blocks) implements Overlaid {
    @Override
    public long read(ByteBuffer into, long offset, long end, HoleSink holes) throws IOException {
        return overlay.read(into, offset, end, holes);
    }

    @Override
    public long extents(long offset, long end, ExtentSink sink) throws IOException {
        long from = blocks.begin(offset);
        long run = overlay.run(from, blocks.end(end));
        long same = roundedDown(from + Math.abs(run)) - offset;
        if (same <= 0) {
            long part = Math.min(end, blocks.end(offset + 1)) - offset;
            sink.add(offset, part, BlockStatus.DATA);
            return part;
        }
        long length = Math.min(end - offset, same);
        return run < 0 ? -length : overlay.extents(offset, offset + length, sink);
    }

    /** The end of the disk ends a block too. */
    private long roundedDown(long offset) {
        return offset == blocks.size() ? offset : blocks.begin(offset);
    }
}
