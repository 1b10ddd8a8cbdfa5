// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rate;

import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.Loan;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Puts off reads and writes that are more than the limits allow. No thread waits with them. A request within the limits goes on as it came,
 * also past this disk, when the memory behind is lent.
 */
final class RateDisk extends ForwardingAsyncDisk {
    private final Throttle reads;
    private final Throttle writes;
    private final Context context;
    private final Client client;
    private final Runnable whenClosed;
    private final boolean neverWaits;

    RateDisk(Disk next, Throttle reads, Throttle writes, Context context, Client client, Runnable whenClosed) {
        super(next);
        this.reads = reads;
        this.writes = writes;
        this.context = context;
        this.client = client;
        this.whenClosed = whenClosed;
        neverWaits = next().completesOnReturn() && !next().blocking();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        long wait = reads.take(into.remaining());
        if (wait == 0) {
            next().read(into, offset, holes, completion);
        } else {
            after(wait, () -> next().read(into, offset, holes, completion));
        }
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        long wait = writes.take(from.remaining());
        if (wait == 0) {
            next().write(from, offset, flags, completion);
        } else {
            after(wait, () -> next().write(from, offset, flags, completion));
        }
    }

    /** If the client or the server is going away, the request is carried out early. */
    private void after(long nanoseconds, Runnable request) {
        context.schedule(client, Duration.ofNanos(nanoseconds), _ -> request.run());
    }

    /**
     * What the disk behind reads without waiting is at hand, within the limit: so a disk in memory is read as directly as without this
     * filter, although this disk is one whose calls may complete later.
     */
    @Override
    public boolean tryRead(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        int length = into.remaining();
        if (!reads.takeNow(length)) {
            return false;
        }
        if (neverWaits) {
            next().read(into, offset, holes);
            return true;
        }
        return passed(reads, length, next().tryRead(into, offset, holes));
    }

    @Override
    public boolean lend(long offset, int length, Loan loan) throws IOException {
        return reads.takeNow(length) && passed(reads, length, next().lend(offset, length, loan));
    }

    @Override
    public Optional<Landing> land(long offset, int length, RequestFlags flags) throws IOException {
        if (!writes.takeNow(length)) {
            return Optional.empty();
        }
        Optional<Landing> landing = next().land(offset, length, flags);
        passed(writes, length, landing.isPresent());
        return landing;
    }

    /** What the disk behind declines comes again, as a request, and must not count twice. */
    private static boolean passed(Throttle throttle, int length, boolean taken) {
        if (!taken) {
            throttle.giveBack(length);
        }
        return taken;
    }

    @Override
    public void close() throws IOException {
        whenClosed.run();
        super.close();
    }
}
