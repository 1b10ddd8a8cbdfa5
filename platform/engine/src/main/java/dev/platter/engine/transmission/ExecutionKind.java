// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.ThreadModel;

/** Where the requests of a connection are carried out. */
enum ExecutionKind {
    /** On the event loop, where they were parsed: no member of the chain ever waits. */
    INLINE,
    /** On a worker: a member may wait, or wants one call at a time. */
    ON_WORKERS,
    /** They are begun on the event loop, and end when the disk says so. */
    ASYNCHRONOUS;

    static ExecutionKind of(Negotiated negotiated) {
        boolean waits = negotiated.disk().blocking() || negotiated.chain().threadModel() != ThreadModel.PARALLEL;
        if (waits) {
            return ON_WORKERS;
        }
        return negotiated.disk().asynchronous() ? ASYNCHRONOUS : INLINE;
    }
}
