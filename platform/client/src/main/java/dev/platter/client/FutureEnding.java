// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Ends a request for a caller that wants a future. */
final class FutureEnding<R> extends CompletableFuture<R> implements Ending<R> {
    @Override
    public void succeeded(R result) {
        complete(result);
    }

    @Override
    public void failed(IOException error) {
        completeExceptionally(error);
    }
}
