// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The calls under way that open disks of an export. A call that does not return costs a thread and a descriptor for each client
 * that has come and gone, so the number of calls that hang is limited. May be used by any thread.
 */
final class Opens {
    /** A call that has lasted longer than this hangs, even if its client still waits. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LongSupplier clock;
    private final Set<Call> underWay = ConcurrentHashMap.newKeySet();

    /**
     * Creates an empty set of calls.
     *
     * @param clock tells the time in nanoseconds
     */
    Opens(LongSupplier clock) {
        this.clock = clock;
    }

    /** A call, until {@link #close}. */
    final class Call implements AutoCloseable {
        private final Client client;
        private final long since = clock.getAsLong();

        private Call(Client client) {
            this.client = client;
        }

        private boolean hangs() {
            return client.isGone() || clock.getAsLong() - since >= PATIENCE.toNanos();
        }

        @Override
        public void close() {
            underWay.remove(this);
        }
    }

    /**
     * Begins a call.
     *
     * @param most how many calls may hang
     * @throws DiskException if as many do
     */
    Call begin(Client client, int most) throws DiskException {
        // Under usual circumstances there are fewer calls than may hang, and none has to be looked at.
        if (underWay.size() >= most) {
            long hanging = underWay.stream().filter(Call::hangs).count();
            if (hanging >= most) {
                throw new DiskException(
                        NbdError.EIO,
                        hanging + " clients wait in vain for the plugin to open the disk, and " + most
                                + " may: try again when its storage answers, or raise max-hanging-opens");
            }
        }
        Call call = new Call(client);
        underWay.add(call);
        return call;
    }
}
