// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.api.Completion;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Lets a thread wait for a call. */
final class Waiting implements Completion {
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();

    @Override
    public void succeeded() {
        end.complete(true);
    }

    @Override
    public void failed(IOException error) {
        end.completeExceptionally(error);
    }

    /** Waits; throws what the call has failed with. */
    void await() throws IOException {
        try {
            end.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting for an answer");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
