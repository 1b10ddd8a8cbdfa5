// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.retry;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The disk behind, as it was opened once. It is closed when it has been given up and the last call of it is over.
 *
 * <p>The owner holds it once, and each call twice: until it has returned, and until it has completed. Either may come first.
 */
final class OpenedDisk {
    private static final int OF_A_CALL = 2;

    private final AsyncDisk disk;
    private final long size;
    private final Features features;
    private final AtomicInteger holds = new AtomicInteger(1);

    OpenedDisk(Disk disk) throws IOException {
        this.disk = AsyncDisk.of(disk);
        size = disk.size();
        features = disk.features();
    }

    AsyncDisk disk() {
        return disk;
    }

    long size() {
        return size;
    }

    Features features() {
        return features;
    }

    /** Holds it for a call, unless it is closed, or will be in a moment. */
    boolean hold() {
        int now = holds.get();
        while (now > 0 && !holds.compareAndSet(now, now + OF_A_CALL)) {
            now = holds.get();
        }
        return now > 0;
    }

    /** Lets go of it, and returns whether it is to be closed now, which nobody else does. */
    boolean release() {
        return holds.decrementAndGet() == 0;
    }
}
