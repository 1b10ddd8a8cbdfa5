// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Takes the body of an answer whose headers say it all. A long one is not awaited: it may be the whole file. */
final class Unread implements BodySubscriber<Void> {
    /** A body that is read to its end leaves its connection fit for another request. */
    private static final int MOST = 4096;

    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final AtomicInteger seen = new AtomicInteger();
    private Flow.@Nullable Subscription body;

    @Override
    public CompletionStage<Void> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        body = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        int length = buffers.stream().mapToInt(ByteBuffer::remaining).sum();
        if (seen.addAndGet(length) > MOST && body != null) {
            body.cancel();
            end.complete(null);
        }
    }

    @Override
    public void onError(Throwable failure) {
        end.complete(null);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }
}
