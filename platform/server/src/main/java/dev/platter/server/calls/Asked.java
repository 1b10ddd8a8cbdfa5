// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.calls;

import dev.platter.host.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call on a thread of its own, which the one who asked for it waits for, or abandons. */
final class Asked<T> {
    private final PluginCalls.Call<T> call;
    private final Consumer<Optional<T>> late;
    private @Nullable Thread thread;
    private @Nullable T value;
    private @Nullable Throwable failure;
    private boolean over;
    private boolean abandoned;

    Asked(PluginCalls.Call<T> call, Consumer<Optional<T>> late) {
        this.call = call;
        this.late = late;
    }

    /** Starts the thread. */
    synchronized void start(Runnable whenOver) {
        thread = Thread.ofPlatform().daemon().name("lifecycle").start(() -> {
            try {
                run();
            } finally {
                whenOver.run();
            }
        });
    }

    private void run() {
        T returned = null;
        Throwable thrown = null;
        try {
            returned = call.run();
        } catch (RefusedException | IOException | RuntimeException | Error e) {
            thrown = e;
        }
        boolean unwanted;
        synchronized (this) {
            value = returned;
            failure = thrown;
            over = true;
            unwanted = abandoned;
            notifyAll();
        }
        if (unwanted) {
            late.accept(Optional.ofNullable(returned));
        }
    }

    /**
     * Waits for the call. If it does not return in time, or the waiting thread is interrupted, it is interrupted and abandoned.
     *
     * @return whether it has returned
     */
    synchronized boolean await(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        try {
            for (long left = most.toNanos(); !over && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!over) {
            abandoned = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
        return over;
    }

    /** What the call has returned or thrown. */
    T result() throws RefusedException, IOException {
        return switch (failure) {
            case null -> value;
            case RefusedException e -> throw e;
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        };
    }
}
