// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cdi;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Hands a body on as it comes. */
final class Received implements BodySubscriber<Void> {
    private final Sink sink;
    private final Runnable heard;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /** Takes bytes, which are its own until it returns. */
    @FunctionalInterface
    interface Sink {
        void take(ByteBuffer bytes) throws IOException;
    }

    Received(Sink sink, Runnable heard) {
        this.sink = sink;
        this.heard = heard;
    }

    @Override
    public CompletionStage<Void> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        heard.run();
        try {
            for (ByteBuffer each : buffers) {
                if (!end.isDone()) {
                    sink.take(each);
                }
            }
        } catch (IOException e) {
            end.completeExceptionally(e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }
}
