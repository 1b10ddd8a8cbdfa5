// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Syncs a file for many threads.
 *
 * <p><b>A sync that has failed is final.</b> After an error Linux drops what it could not write, calls the pages clean
 * and tells nobody a second time, so the next sync succeeds although data is lost. Success would then be a lie; so every
 * later sync fails, until the client connects again and has to look at what is there.
 *
 * <p><b>One at a time.</b> Of two syncs side by side one would be told of the error and the other of success, and both
 * were asked for the same data. So the next sync waits for the one that runs. Whoever comes while it runs shares the
 * next, which covers all that was written before it begins: many writes with FUA cost few syncs.
 */
final class SharedSync {
    private final OpenFile file;

    private final Lock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private long begun;
    private long done;
    private boolean lost;

    SharedSync(OpenFile file) {
        this.file = file;
    }

    /** Returns after a sync that has begun after this call. */
    void sync() throws IOException {
        lock.lock();
        try {
            long mine = begun + 1;
            while (done < mine && !lost) {
                if (begun == done) {
                    runOne();
                } else {
                    ended.awaitUninterruptibly();
                }
            }
            if (lost) {
                throw new DiskException(
                        NbdError.EIO,
                        file.path()
                                + " could not be flushed before, so writes may be lost: connect again and check the"
                                + " data");
            }
        } finally {
            lock.unlock();
        }
    }

    private void runOne() throws IOException {
        boolean succeeded = false;
        begun++;
        lock.unlock();
        try {
            file.sync();
            succeeded = true;
        } finally {
            lock.lock();
            lost |= !succeeded;
            done = begun;
            ended.signalAll();
        }
    }
}
