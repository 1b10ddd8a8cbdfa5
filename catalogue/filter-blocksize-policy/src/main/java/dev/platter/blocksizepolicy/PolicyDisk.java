// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blocksizepolicy;

import dev.platter.api.BlockSizes;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Shows block sizes other than those of the disk behind, and checks requests against the sizes that are enforced. The
 * server checks requests of clients too, but a filter in front of this one may split requests as it likes.
 */
final class PolicyDisk extends ForwardingAsyncDisk {
    private final Client client;
    private final Features shown;
    private final BlockSizes checked;
    private final long longestWrite;

    PolicyDisk(Disk next, Client client, Features shown, BlockSizes checked, long longestWrite) {
        super(next);
        this.client = client;
        this.shown = shown;
        this.checked = checked;
        this.longestWrite = longestWrite;
    }

    @Override
    public Features features() {
        return shown;
    }

    /**
     * The protocol wants a size that is a multiple of the minimum; a client could not address the rest of a block anyway. A
     * disk behind that has this minimum itself is not changed.
     */
    @Override
    public long size() throws IOException {
        long size = next().size();
        int minimum = shown.blockSizes().minimum();
        return minimum == next().features().blockSizes().minimum() ? size : size - size % minimum;
    }

    @Override
    public boolean completesOnReturn() {
        return next().completesOnReturn();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        if (fits("read", offset, into.remaining(), checked.maximumData(), completion)) {
            next().read(into, offset, holes, completion);
        }
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        int length = from.remaining();
        if (length > longestWrite) {
            client.disconnect();
            completion.failed(new DiskException(
                    NbdError.ESHUTDOWN,
                    "a write of " + length + " bytes closes the connection: blocksize-write-disconnect is "
                            + longestWrite));
        } else if (fits("write", offset, length, checked.maximumData(), completion)) {
            next().write(from, offset, flags, completion);
        }
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        if (fits("trim", offset, length, checked.maximumEffect(), completion)) {
            next().trim(offset, length, flags, completion);
        }
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        if (fits("zero", offset, length, checked.maximumEffect(), completion)) {
            next().zero(offset, length, flags, completion);
        }
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        if (fits("cache", offset, length, checked.maximumEffect(), completion)) {
            next().cache(offset, length, completion);
        }
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        if (fits("extents", offset, length, checked.maximumEffect(), completion)) {
            inBlocks(
                    (at, size, blocks, end) -> next().extents(at, size, blocks, end),
                    (one, other) -> one & other,
                    offset,
                    length,
                    sink,
                    completion);
        }
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        if (fits(context, offset, length, checked.maximumEffect(), completion)) {
            inBlocks(
                    (at, size, blocks, end) -> next().blockStatus(context, at, size, blocks, end),
                    (one, other) -> onlyIfEqual(context, one, other),
                    offset,
                    length,
                    sink,
                    completion);
        }
    }

    /** Passes extents on as the disk behind reports them, unless clients were told of blocks larger than a byte. */
    private void inBlocks(
            WholeBlocks.Question question,
            WholeBlocks.Union union,
            long offset,
            long length,
            ExtentSink sink,
            Completion completion) {
        int block = shown.blockSizes().minimum();
        if (block == 1 || length == 0) {
            question.ask(offset, length, sink, completion);
        } else {
            new WholeBlocks(question, union, block, offset, length, sink, completion).begin();
        }
    }

    /** Only the author of a context knows how to combine two of its states. */
    private long onlyIfEqual(String context, long one, long other) throws DiskException {
        if (one != other) {
            throw new DiskException(
                    NbdError.EINVAL,
                    "the blocksize-policy filter cannot report " + context + " in blocks of "
                            + shown.blockSizes().minimum() + ": the disk behind has " + one + " and " + other
                            + " within one of them");
        }
        return one;
    }

    private boolean fits(String request, long offset, long length, long maximum, Completion completion) {
        String wanted;
        if (((offset | length) & (checked.minimum() - 1)) != 0) {
            wanted = "both must be multiples of " + checked.minimum();
        } else if (length > maximum) {
            wanted = "the longest allowed has " + maximum;
        } else {
            return true;
        }
        completion.failed(new DiskException(
                NbdError.EINVAL,
                "the blocksize-policy filter refuses " + request + " of " + length + " bytes at " + offset + ": "
                        + wanted));
        return false;
    }
}
