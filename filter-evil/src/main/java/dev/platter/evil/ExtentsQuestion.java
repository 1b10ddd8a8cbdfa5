// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks for block status until it is known for a whole read, and then continues. A disk answers as much as it likes at a
 * time, and perhaps before the call returns; so the next question is asked in a loop and not from within the answer.
 */
final class ExtentsQuestion implements Completion {
    private enum Call {
        /** The call has not returned yet. */
        BEGUN,
        /** The call was answered, with success, before it returned. */
        ANSWERED,
        /** The call has returned before it was answered. */
        RETURNED
    }

    private final AsyncDisk disk;
    private final CorruptedRead read;
    private final Completion known;
    private final AtomicReference<Call> call = new AtomicReference<>(Call.BEGUN);

    /** @param known is told when all is known, or that it cannot be */
    ExtentsQuestion(AsyncDisk disk, CorruptedRead read, Completion known) {
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
