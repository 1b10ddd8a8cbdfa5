// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.spinning;

import dev.platter.api.AroundDisk;
import dev.platter.api.Client;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.Operation;
import java.time.Duration;

/** Puts off reads, writes and zeroes until the head is there. No thread waits with them. */
final class SpinningDisk extends AroundDisk {
    private final Arms arms;
    private final long size;
    private final Features features;
    private final Context context;
    private final Client client;

    SpinningDisk(Disk next, Arms arms, long size, Features behind, Context context, Client client) {
        super(next);
        this.arms = arms;
        this.size = size;
        // As in nbdkit: with several connections a client would only have the heads move more.
        features = behind.withRotational(true).withMultiConn(false);
        this.context = context;
        this.client = client;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    protected boolean concerns(Operation operation) {
        return operation == Operation.READ || operation == Operation.WRITE || operation == Operation.ZERO;
    }

    @Override
    protected void around(Operation operation, Call call) {
        long wait = arms.seek(call.offset(), size);
        if (wait == 0) {
            call.proceed();
        } else {
            context.schedule(client, Duration.ofNanos(wait), _ -> call.proceed());
        }
    }
}
