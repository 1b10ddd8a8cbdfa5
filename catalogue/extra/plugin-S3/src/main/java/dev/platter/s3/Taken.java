// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import dev.platter.web.DirectBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Puts a body into a buffer, which it has to fill. Its thread is the one that waits for the answer. */
final class Taken implements DirectBody<Void> {
    private final ByteBuffer into;
    private final Runnable heard;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    Taken(ByteBuffer into, Runnable heard) {
        this.into = into;
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
    public Optional<ByteBuffer> room() {
        return into.hasRemaining() ? Optional.of(into.slice()) : Optional.empty();
    }

    @Override
    public void filled(ByteBuffer bytes) {
        heard.run();
        into.position(into.position() + bytes.position());
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        heard.run();
        for (ByteBuffer each : buffers) {
            if (each.remaining() > into.remaining()) {
                end.completeExceptionally(new IOException("the store sends more bytes than it was asked for"));
                return;
            }
            into.put(each);
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
