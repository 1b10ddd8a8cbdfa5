// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Lets a thread wait for an asynchronous call. */
final class WaitingCompletion implements Completion {
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile Optional<IOException> failure = Optional.empty();

    @Override
    public void succeeded() {
        told.countDown();
    }

    @Override
    public void failed(IOException error) {
        failure = Optional.of(error);
        told.countDown();
    }

    /**
     * Waits until the call completes, even if the thread is interrupted, because the buffer belongs to the disk until
     * then. The thread is interrupted again before this returns.
     */
    void await() throws IOException {
        boolean interrupted = false;
        while (true) {
            try {
                told.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}
