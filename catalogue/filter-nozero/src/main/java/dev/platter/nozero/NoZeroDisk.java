// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nozero;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.Pieces;
import dev.platter.api.RequestFlags;
import dev.platter.api.TransparentDisk;
import dev.platter.nbd.NbdError;
import java.nio.ByteBuffer;

/** A disk whose zeroes differ from those of the disk behind. */
final class NoZeroDisk extends TransparentDisk {
    /** The number of bytes in one write. */
    private static final int PIECE = 256 * 1024;

    private final boolean emulates;
    private final boolean makesNoHoles;
    private final FastZeroMode fastZeroes;
    private final Features features;

    NoZeroDisk(Disk next, NoZeroFilter.Config config, Features features) {
        super(next);
        emulates = config.zeromode() == ZeroMode.EMULATE;
        makesNoHoles = config.zeromode() == ZeroMode.NOTRIM;
        fastZeroes =
                emulates && config.fastzeromode() == FastZeroMode.DEFAULT ? FastZeroMode.SLOW : config.fastzeromode();
        this.features = features;
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        if (flags.fastZero() && fastZeroes == FastZeroMode.SLOW) {
            completion.failed(new DiskException(
                    NbdError.ENOTSUP,
                    "the nozero filter has no fast zeroes: ask for zeroes without the flag FAST_ZERO"));
            return;
        }
        RequestFlags asked = fastZeroes == FastZeroMode.IGNORE ? flags.withFastZero(false) : flags;
        if (emulates) {
            write(offset, length, RequestFlags.NONE.withFua(asked.fua()), completion);
        } else {
            next().zero(offset, length, makesNoHoles ? asked.withNoHole(true) : asked, completion);
        }
    }

    private void write(long offset, long length, RequestFlags flags, Completion completion) {
        ByteBuffer zeroes = ByteBuffer.allocateDirect((int) Math.min(PIECE, length));
        Pieces.of(
                offset,
                length,
                PIECE,
                completion,
                (at, piece, end) -> next().write(zeroes.duplicate().limit(piece), at, flags, end));
    }
}
