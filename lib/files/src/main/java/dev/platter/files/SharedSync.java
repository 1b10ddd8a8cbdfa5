// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Syncs a file for many threads.
 *
 * <p><b>A failed sync is final.</b> After an error Linux drops the data that it could not write, marks the pages clean
 * and reports the error only once, so the next sync succeeds although data is lost. Such a success would be a lie. So
 * every later sync fails, until the client connects again and has to check the disk's contents.
 *
 * <p><b>One at a time.</b> If two syncs ran side by side for the same data, one would get the error and the other
 * success. So the next sync waits for the one that runs. Threads that come while it runs share the next, which covers
 * everything that was written before it begins: many writes with FUA cost few syncs.
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

    /** Returns after a sync that began after this call. */
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
                throw lost(file.path().toString());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Why a sync fails after one that has failed. */
    static DiskException lost(String name) {
        return new DiskException(
                NbdError.EIO,
                name + " could not be flushed before, so writes may be lost: connect again and check the data");
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
