// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Puts the server's own disk in front of each that a member of one chain opens, and so knows what kinds of disk there
 * are in the chain.
 */
final class MemberDisks {
    private final Executor others;
    private volatile boolean anyWaits;

    /**
     * Creates it for a chain without disks.
     *
     * @param others runs what may wait and comes on a thread that must not; see {@link BegunDisk}
     */
    MemberDisks(Executor others) {
        this.others = others;
    }

    /** The disk of a member as the rest of its chain sees it. */
    Disk of(Member member, @Nullable Disk opened) throws IOException {
        if (opened == null) {
            throw new IOException(
                    "open has returned null: it must return a disk, or throw an exception that says why there is none");
        }
        boolean blocking = opened.blocking();
        if (opened instanceof AsyncDisk async) {
            boolean begins = blocking && !async.completesOnReturn();
            return new MemberAsyncDisk(
                    member, begins ? new BegunDisk(async, member.loader(), others) : async, blocking);
        }
        if (blocking) {
            anyWaits = true;
        }
        return new MemberDisk(member, opened, blocking);
    }

    /**
     * Whether a member of the chain has opened a disk whose calls wait until their work is done. It needs a thread for
     * each, so the number of its calls that run at a time must be bounded, even if a disk in front of it is asynchronous.
     */
    boolean anyWaits() {
        return anyWaits;
    }
}
