// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import dev.platter.api.DiskException;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Makes zeroes in the cheapest way that a file has and a client allows: a hole, zeroes that the system makes, or zeroes
 * that we write. If the client wants them fast, only partial sectors at both ends are written.
 *
 * <p>Whether a way works is tried anew each time. A refusal costs 0.3 µs, and remembering it would be wrong: it may
 * depend on the range, and a device mapper may change the device.
 *
 * <p>BLKDISCARD does not make zeroes: the device decides what a discarded sector reads as.
 */
final class Zeroes {
    private static final ByteBuffer PIECE =
            ByteBuffer.allocateDirect(256 * 1024).asReadOnlyBuffer();

    private final OpenFile file;

    Zeroes(OpenFile file) {
        this.file = file;
    }

    /** Makes a range read as zeroes. The caller handles FUA. */
    void make(long offset, long length, RequestFlags flags) throws IOException {
        long end = offset + length;
        SectorRange sectors = SectorRange.within(offset, length, file.traits().sector());
        if (sectors.isEmpty() || !bySystem(sectors, flags)) {
            if (!sectors.isEmpty() && flags.fastZero()) {
                throw new DiskException(
                        NbdError.ENOTSUP,
                        file.path() + " cannot be zeroed faster than by writing, " + length + " bytes at " + offset);
            }
            write(offset, end);
        } else {
            write(offset, sectors.start());
            write(sectors.end(), end);
        }
    }

    private boolean bySystem(SectorRange range, RequestFlags flags) throws IOException {
        return (!flags.noHole() && file.punchHole(range.start(), range.length()))
                || file.allocateZeroes(range.start(), range.length(), flags.fastZero());
    }

    private void write(long offset, long end) throws IOException {
        for (long at = offset; at < end; at += PIECE.capacity()) {
            file.writeAll(PIECE.duplicate().limit((int) Math.min(PIECE.capacity(), end - at)), at);
        }
    }
}
