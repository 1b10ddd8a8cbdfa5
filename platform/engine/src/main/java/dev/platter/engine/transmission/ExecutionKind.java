// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.ThreadModel;
import dev.platter.engine.export.OpenDisk;

/** Where the requests of a connection run. */
enum ExecutionKind {
    /** On the event loop, right after they were parsed: no member of the chain ever waits. */
    INLINE,
    /** On a worker: a member may wait, or its thread model allows only one call at a time. */
    ON_WORKERS,
    /** Started on a worker, where that may wait, and completed by the disk. */
    BEGUN_ON_WORKERS,
    /** Started on the event loop; completed by the disk. */
    ASYNCHRONOUS;

    static ExecutionKind of(Negotiated negotiated) {
        OpenDisk disk = negotiated.disk();
        if (negotiated.chain().threadModel() != ThreadModel.PARALLEL) {
            return ON_WORKERS;
        }
        if (disk.blocking()) {
            return disk.isOnlyBegun() ? BEGUN_ON_WORKERS : ON_WORKERS;
        }
        return disk.asynchronous() ? ASYNCHRONOUS : INLINE;
    }
}
