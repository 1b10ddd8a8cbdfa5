// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Client;
import dev.platter.api.Completion;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Does its work at once, but completes it twice, or never as long as its client is connected. */
final class FaultyAsyncDisk extends ForwardingAsyncDisk {
    private final Fault fault;
    private final Context context;
    private final Client client;
    private int calls;

    FaultyAsyncDisk(Disk next, Fault fault, Context context, Client client) {
        super(next);
        this.fault = fault;
        this.context = context;
        this.client = client;
    }

    private static IOException gone() {
        return new IOException("the client has gone without an answer");
    }

    @Override
    public synchronized void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        calls++;
        if (fault == Fault.NEVER_ANSWERS && calls % 20 == 0) {
            var unused = context.schedule(client, Duration.ofDays(1), early -> completion.failed(gone()));
            return;
        }
        next().read(into, offset, holes, completion);
        if (fault == Fault.COMPLETES_TWICE && calls % 20 == 0) {
            completion.succeeded();
        }
    }
}
