// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Saves from time to time how far a copy is. What is saved was made durable before. */
final class StateKeeper implements Closeable {
    private static final long INTERVAL_SECONDS = 1;

    private final SavedState state;
    private final Place to;
    private final Tally tally;
    private final Consumer<String> notes;
    private final ScheduledExecutorService clock;
    private long saved;

    StateKeeper(SavedState state, Place to, Tally tally, Consumer<String> notes) {
        this.state = state;
        this.to = to;
        this.tally = tally;
        this.notes = notes;
        clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("platter-copy-state").factory());
        clock.scheduleWithFixedDelay(this::save, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    private synchronized void save() {
        long done = tally.doneUpTo();
        if (done == saved) {
            return;
        }
        try {
            to.flush();
            state.write(done);
            saved = done;
        } catch (IOException e) {
            notes.accept("the state of the copy cannot be saved: " + CopyCommand.sentence(e));
        }
    }

    /** Saves for the last time. */
    @Override
    public void close() {
        clock.shutdown();
        save();
    }
}
