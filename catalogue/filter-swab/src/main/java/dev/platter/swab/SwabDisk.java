// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.swab;

import dev.platter.api.BlockSizes;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.blocks.WholeExtents;
import dev.platter.spread.TransformedDisk;
import dev.platter.spread.Transforming;
import java.io.IOException;

/** Swaps the bytes of each word on their way. The server sees to it that requests consist of whole words, by the block sizes. */
final class SwabDisk extends TransformedDisk {
    private final WordSize words;

    SwabDisk(Disk next, WordSize words, Transforming swapping) {
        super(next, swapping);
        this.words = words;
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
    protected HoleSink holes(HoleSink holes) {
        return new WholeHoles(words, holes);
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        new WholeExtents(next(), words.bytes(), Long.MAX_VALUE, offset, length, sink, completion).run();
    }
}
