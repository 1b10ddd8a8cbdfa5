// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.api.ForwardingDisk;

/** An asynchronous disk with the synchronous form of its calls only: each call waits for its completion. */
final class SynchronousDisk extends ForwardingDisk {
    private SynchronousDisk(AsyncDisk disk) {
        super(disk);
    }

    /** A disk whose every call has completed when it returns, waiting for that on the calling thread. */
    static AsyncDisk completingOnReturn(Disk disk) {
        return AsyncDisk.of(disk instanceof AsyncDisk async ? new SynchronousDisk(async) : disk);
    }
}
