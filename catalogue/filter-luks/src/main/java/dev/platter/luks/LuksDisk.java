// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import dev.platter.api.BlockSizes;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Support;
import dev.platter.blocks.WholeExtents;
import dev.platter.nbd.BlockStatus;
import dev.platter.spread.TransformedDisk;
import dev.platter.spread.Transforming;
import java.io.IOException;
import java.util.List;

/**
 * The decrypted sectors of a disk. Zeroes behind are not zero in front, so the server writes the zeroes that clients ask for. Nothing is
 * trimmed, as with dm-crypt: which sectors are in use is a secret too.
 */
final class LuksDisk extends TransformedDisk {
    private final int sector;

    LuksDisk(Disk next, Transforming decrypting, Transforming encrypting, int sector) {
        super(next, decrypting, encrypting);
        this.sector = sector;
    }

    @Override
    public Features features() throws IOException {
        Features behind = next().features().withTrim(false);
        BlockSizes any = BlockSizes.ANY;
        Features features = behind.withBlockSizes(new BlockSizes(
                        sector, Math.max(sector, any.preferred()), any.maximumData(), any.maximumEffect()))
                .withStrictBlockSizes(true);
        return features.write() ? features.withZero(Support.EMULATED).withFastZero(false) : features;
    }

    @Override
    protected HoleSink holes(HoleSink holes) {
        return HoleSink.NONE;
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        ExtentSink data = (at, size, status) -> sink.add(at, size, status & ~BlockStatus.ZERO);
        new WholeExtents(next(), sector, Long.MAX_VALUE, offset, length, data, completion).run();
    }

    /** Extents of other contexts need not end between sectors, and what they tell of encrypted bytes is of little use. */
    @Override
    public List<String> metaContexts() {
        return List.of();
    }
}
