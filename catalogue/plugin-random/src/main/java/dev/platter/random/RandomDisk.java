// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.random;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.NbdError;
import dev.platter.spread.Spread;
import java.nio.ByteBuffer;

/**
 * Computes what is read, and compares what is written. Its only state is its size and seed, so all clients share one
 * disk. A byte costs about 5 ns, so short requests are answered at once and long ones by workers.
 */
final class RandomDisk implements AsyncDisk {
    /** See {@link Spread}. */
    static final int PART = 4096;

    private static final Features FEATURES = Features.writable()
            .withTrim()
            .withZero(Support.NATIVE)
            .withCache(Support.NATIVE)
            .withMultiConn(true);

    private final long size;
    private final RandomBytes bytes;
    private final Spread spread;

    RandomDisk(long size, RandomBytes bytes, Spread spread) {
        this.size = size;
        this.bytes = bytes;
        this.spread = spread;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Features features() {
        return FEATURES;
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        int begin = into.position();
        int length = into.remaining();
        into.position(into.limit());
        spread.over(length, (index, part) -> bytes.fill(into.slice(begin + index, part), offset + index), completion);
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        int begin = from.position();
        spread.over(
                from.remaining(),
                (index, part) -> {
                    if (!bytes.equal(from.slice(begin + index, part), offset + index)) {
                        throw new DiskException(NbdError.EIO, "data written does not match expected");
                    }
                },
                completion);
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        refuse(completion);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        refuse(completion);
    }

    private static void refuse(Completion completion) {
        completion.failed(new DiskException(NbdError.EIO, "attempt to trim or zero non-sparse random disk"));
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        completion.succeeded();
    }
}
