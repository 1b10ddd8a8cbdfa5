// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import dev.platter.api.AsyncDisk;
import dev.platter.api.BlockSizes;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Context;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Pieces;
import dev.platter.api.Poller;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/** One client's view of an image. */
final class RbdDisk implements AsyncDisk {
    /** The longest trim or zero in one request, which librbd spreads over objects that it all asks at once. */
    private static final int LONGEST_EFFECT = 1 << 30;

    /** What the cluster's disks allocate at least, so that a shorter write has them read first. */
    private static final int SMALLEST_PREFERRED = 4096;

    /** What librbd gives back at least. */
    private static final int LARGEST_PREFERRED = 64 << 10;

    private final SharedTable<SharedImage>.Lease lease;
    private final SharedTable<Connection>.Lease connection;
    private final SharedImage image;
    private final Client client;
    private final Context context;
    private final long size;

    /**
     * Makes a disk.
     *
     * @param lease a share of the image, which the disk gives back when it is closed
     * @param connection a share of the connection through which it is open, likewise
     */
    RbdDisk(
            SharedTable<SharedImage>.Lease lease,
            SharedTable<Connection>.Lease connection,
            Client client,
            Context context) {
        this.lease = lease;
        this.connection = connection;
        this.client = client;
        this.context = context;
        image = lease.value();
        image.refresh();
        size = image.size();
        image.add(this);
    }

    Context context() {
        return context;
    }

    Optional<Poller> poller() {
        return client.poller();
    }

    void disconnect() {
        client.disconnect();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Features features() {
        ImageFacts facts = image.facts();
        long unit = Math.clamp(facts.stripeUnit(), SMALLEST_PREFERRED, LARGEST_PREFERRED);
        BlockSizes sizes =
                new BlockSizes(1, (int) Long.highestOneBit(unit), BlockSizes.ANY.maximumData(), Long.MAX_VALUE);
        if (facts.readOnly()) {
            return Features.readOnly()
                    .withExtents(Support.NATIVE)
                    .withMultiConn(true)
                    .withBlockSizes(sizes);
        }
        return Features.writable()
                .withFlush()
                // Without a cache, a write that is answered is on the disks of the cluster.
                .withFua(facts.cached() ? Support.EMULATED : Support.NATIVE)
                .withTrim()
                .withZero(Support.NATIVE)
                .withFastZero(true)
                .withExtents(Support.NATIVE)
                // A client with connections to two servers would have the lock wander between them.
                .withMultiConn(!facts.exclusiveLock() && !facts.cached())
                .withBlockSizes(sizes);
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        if (!isBeyondEnd(NbdError.EINVAL, offset, into.remaining(), completion)) {
            image.requests().read(into, offset, completion);
        }
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        if (!isBeyondEnd(NbdError.ENOSPC, offset, from.remaining(), completion)) {
            seekRoom(end -> image.requests().write(from, offset, end), completion);
        }
    }

    @Override
    public void flush(Completion completion) {
        image.requests().flush(completion);
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        if (!isBeyondEnd(NbdError.ENOSPC, offset, length, completion)) {
            Pieces.of(
                    offset,
                    length,
                    LONGEST_EFFECT,
                    completion,
                    (at, piece, end) -> seekRoom(again -> image.requests().trim(at, piece, again), end));
        }
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        if (flags.fastZero() && flags.noHole()) {
            completion.failed(new DiskException(
                    NbdError.ENOTSUP, "zeroes that are allocated are written to each object, which is not quick"));
            return;
        }
        if (!isBeyondEnd(NbdError.ENOSPC, offset, length, completion)) {
            Pieces.of(
                    offset,
                    length,
                    LONGEST_EFFECT,
                    completion,
                    (at, piece, end) -> seekRoom(again -> image.requests().zero(at, piece, flags, again), end));
        }
    }

    private void seekRoom(RoomSeeker.Attempt attempt, Completion completion) {
        RoomSeeker.begin(connection.value().room(), context, client, attempt, completion);
    }

    /** On a worker, since the library waits for the cluster. */
    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        if (isBeyondEnd(NbdError.EINVAL, offset, length, completion)) {
            return;
        }
        try {
            context.workers().execute(() -> {
                try {
                    image.extents(offset, length, sink);
                } catch (IOException e) {
                    completion.failed(e);
                    return;
                } catch (RuntimeException | Error e) {
                    completion.failed(new IOException(e));
                    throw e;
                }
                completion.succeeded();
            });
        } catch (RejectedExecutionException e) {
            completion.failed(new DiskException(NbdError.ESHUTDOWN, "the server stops", e));
        }
    }

    /** Whether the image has become too small for a request; its client is then told. */
    private boolean isBeyondEnd(NbdError error, long offset, long length, Completion completion) {
        long now = image.size();
        if (offset <= now && length <= now - offset) {
            return false;
        }
        completion.failed(new DiskException(
                error,
                "the image " + image.name() + " has shrunk from " + size + " bytes to " + now + ", and " + length
                        + " bytes at " + offset + " are beyond that"));
        return true;
    }

    @Override
    public void close() {
        image.remove(this);
        lease.close();
        connection.close();
    }
}
