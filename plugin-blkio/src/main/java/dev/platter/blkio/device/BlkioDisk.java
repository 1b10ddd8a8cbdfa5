// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

import dev.platter.api.AsyncDisk;
import dev.platter.api.BlockSizes;
import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Operation;
import dev.platter.api.Pieces;
import dev.platter.api.Poller;
import dev.platter.api.Registration;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.NbdError;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One client's view of a device, through one of its queues. */
public final class BlkioDisk implements AsyncDisk {
    /** The longest trim or zero in one request; a multiple of every alignment. */
    private static final long LONGEST_EFFECT = 1 << 30;

    private final Lease lease;
    private final Traits traits;
    private final RequestQueue queue;
    private final Registration farewell;
    private final @Nullable Poller poller;
    private final Runnable endOfTurn = this::publishTurn;

    /** Whether requests of this turn of the event loop are still to be published. Only touched there. */
    private boolean publishing;

    /**
     * Makes a disk.
     *
     * @param lease a share of the device, which the disk gives back when it is closed
     * @param client for whom it is opened
     */
    public BlkioDisk(Lease lease, Client client) {
        this.lease = lease;
        traits = lease.traits();
        queue = lease.queue();
        poller = client.poller().orElse(null);
        farewell = client.whenGone(() -> queue.abandon(this));
    }

    @Override
    public long size() {
        return traits.capacity();
    }

    @Override
    public Features features() {
        if (traits.readOnly()) {
            return common(Features.readOnly());
        }
        return common(Features.writable())
                .withTrim(traits.trim())
                .withZero(traits.zero() ? Support.NATIVE : Support.EMULATED);
    }

    private Features common(Features features) {
        int alignment = traits.alignment();
        int preferred = Math.max(BlockSizes.ANY.preferred(), alignment);
        if (Integer.bitCount(traits.preferred()) == 1) {
            preferred = Math.max(preferred, Math.min(traits.preferred(), 1 << 20));
        }
        long longest = Long.MAX_VALUE;
        return features.withFlush(traits.flush())
                .withMultiConn(traits.flush() || traits.readOnly())
                .withBlockSizes(new BlockSizes(alignment, preferred, longest, longest));
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        transfer(Operation.READ, into, offset, completion);
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        transfer(Operation.WRITE, from, offset, completion);
    }

    private void transfer(Operation operation, ByteBuffer buffer, long offset, Completion completion) {
        int length = buffer.remaining();
        if (isOver(operation, offset, length, completion)) {
            return;
        }
        int longest = queue.longestData();
        if (length <= longest) {
            begin(operation, offset, length, buffer, RequestFlags.NONE, completion);
        } else {
            split(operation, buffer, offset, longest, completion);
        }
        publish();
    }

    private void split(Operation operation, ByteBuffer buffer, long offset, int longest, Completion completion) {
        int start = buffer.position();
        int length = buffer.remaining();
        int pieces = Math.ceilDiv(length, longest);
        SplitTransfer transfer = new SplitTransfer(buffer, pieces, completion);
        // The buffer may be the server's again when the last piece has begun.
        ByteBuffer[] parts = new ByteBuffer[pieces];
        for (int i = 0; i < pieces; i++) {
            int at = i * longest;
            parts[i] = buffer.slice(start + at, Math.min(longest, length - at));
        }
        for (int i = 0; i < pieces; i++) {
            long at = offset + (long) i * longest;
            begin(operation, at, parts[i].remaining(), parts[i], RequestFlags.NONE, transfer);
        }
    }

    @Override
    public void flush(Completion completion) {
        begin(Operation.FLUSH, 0, 0, null, RequestFlags.NONE, completion);
        publish();
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        effect(Operation.TRIM, offset, length, traits.longestTrim(), flags, completion);
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        effect(Operation.ZERO, offset, length, traits.longestZero(), flags, completion);
    }

    private void effect(
            Operation operation, long offset, long length, long longest, RequestFlags flags, Completion completion) {
        if (isOver(operation, offset, length, completion)) {
            return;
        }
        int most = (int) Math.min(longest, LONGEST_EFFECT);
        Pieces.of(offset, length, most, completion, (at, piece, end) -> {
            begin(operation, at, piece, null, flags, end);
            publish();
        });
    }

    private void begin(
            Operation operation,
            long offset,
            long length,
            @Nullable ByteBuffer buffer,
            RequestFlags flags,
            Completion completion) {
        queue.begin(new Request(operation, offset, length, buffer, flags, completion, this));
    }

    /** Shows the device what was begun: once for all that one turn of the event loop brings. */
    private void publish() {
        if (poller == null || !poller.isCurrentThread()) {
            queue.publish();
        } else if (!publishing) {
            publishing = true;
            poller.afterTurn(endOfTurn);
        }
    }

    private void publishTurn() {
        publishing = false;
        queue.publish();
    }

    /** Whether there is nothing to do: the range is empty, or the device has become too small, and the client is told. */
    private boolean isOver(Operation operation, long offset, long length, Completion completion) {
        if (length == 0) {
            completion.succeeded(); // devices take such a request for an attack
            return true;
        }
        long capacity = lease.capacity();
        if (offset <= capacity && length <= capacity - offset) {
            return false;
        }
        completion.failed(new DiskException(
                operation == Operation.READ ? NbdError.EINVAL : NbdError.ENOSPC,
                "the device has shrunk from " + traits.capacity() + " bytes to " + capacity + ", and " + length
                        + " bytes at " + offset + " are beyond that"));
        return true;
    }

    @Override
    public void close() {
        farewell.close();
        lease.close();
    }
}
