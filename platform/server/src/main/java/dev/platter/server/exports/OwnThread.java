// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import java.util.concurrent.CompletableFuture;

/** Runs work that may hang, and that has to be done even if the system has no more threads. */
final class OwnThread {
    private OwnThread() {}

    /**
     * Runs a task on a new thread, or on this one if there is none.
     *
     * @return completes when the task has ended, even with an exception
     */
    static CompletableFuture<Void> run(String name, Runnable task) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Runnable told = () -> {
            try {
                task.run();
            } finally {
                over.complete(null);
            }
        };
        try {
            Thread.ofPlatform().name(name).start(told);
        } catch (OutOfMemoryError e) {
            told.run();
        }
        return over;
    }
}
