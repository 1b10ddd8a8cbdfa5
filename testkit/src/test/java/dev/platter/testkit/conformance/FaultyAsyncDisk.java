// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ForwardingAsyncDisk;
import dev.platter.api.HoleSink;
import java.nio.ByteBuffer;

/** Does its work at once, but completes it twice, or never. */
final class FaultyAsyncDisk extends ForwardingAsyncDisk {
    private final Fault fault;
    private int calls;

    FaultyAsyncDisk(Disk next, Fault fault) {
        super(next);
        this.fault = fault;
    }

    @Override
    public synchronized void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        calls++;
        if (fault == Fault.NEVER_ANSWERS && calls % 20 == 0) {
            return;
        }
        next().read(into, offset, holes, completion);
        if (fault == Fault.COMPLETES_TWICE && calls % 20 == 0) {
            completion.succeeded();
        }
    }
}
