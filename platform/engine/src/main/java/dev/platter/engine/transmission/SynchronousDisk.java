// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.api.ForwardingDisk;

/** Reduces an asynchronous disk to the synchronous form of its calls: each call waits for its completion. */
final class SynchronousDisk extends ForwardingDisk {
    private SynchronousDisk(AsyncDisk disk) {
        super(disk);
    }

    /** A disk whose every call has completed when it returns; if necessary, the calling thread waits. */
    static AsyncDisk completingOnReturn(Disk disk) {
        return AsyncDisk.of(disk instanceof AsyncDisk async ? new SynchronousDisk(async) : disk);
    }
}
