// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks for block status until all of a read is known, and goes on then. A disk answers as much as it likes at a time, and perhaps before the call returns; so the next question is a turn of a loop and not a call from within.
 */
final class ExtentsQuestion implements Completion {
    private enum Call {
        /** It has not returned yet. */
        BEGUN,
        /** It was answered before it has returned, and with success. */
        ANSWERED,
        /** It has returned first. */
        RETURNED
    }

    private final AsyncDisk disk;
    private final SpoiledRead read;
    private final Completion known;
    private final AtomicReference<Call> call = new AtomicReference<>(Call.BEGUN);

    /**
     * Makes one.
     *
     * @param known is told when all is known, or that it cannot be
     */
    ExtentsQuestion(AsyncDisk disk, SpoiledRead read, Completion known) {
        this.disk = disk;
        this.read = read;
        this.known = known;
    }

    void ask() {
        do {
            call.set(Call.BEGUN);
            disk.extents(read.unknownFrom(), read.unknown(), read.extents(), this);
            if (call.compareAndSet(Call.BEGUN, Call.RETURNED)) {
                return;
            }
        } while (!ended());
    }

    private boolean ended() {
        if (read.unknown() > 0) {
            return false;
        }
        known.succeeded();
        return true;
    }

    @Override
    public void succeeded() {
        if (!call.compareAndSet(Call.BEGUN, Call.ANSWERED) && !ended()) {
            ask();
        }
    }

    @Override
    public void failed(IOException error) {
        known.failed(error);
    }
}
