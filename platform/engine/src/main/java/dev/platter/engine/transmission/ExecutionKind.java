// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.ThreadModel;

/** Where the requests of a connection run. */
enum ExecutionKind {
    /** On the event loop, right after they were parsed: no member of the chain ever waits. */
    INLINE,
    /** On a worker: a member may wait, or its thread model allows only one call at a time. */
    ON_WORKERS,
    /** Started on the event loop; completed by the disk. */
    ASYNCHRONOUS;

    static ExecutionKind of(Negotiated negotiated) {
        boolean waits = negotiated.disk().blocking() || negotiated.chain().threadModel() != ThreadModel.PARALLEL;
        if (waits) {
            return ON_WORKERS;
        }
        return negotiated.disk().asynchronous() ? ASYNCHRONOUS : INLINE;
    }
}
