// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Keeps a body: an error, or a page of a list. */
final class Collected implements BodySubscriber<Void> {
    /** A page has 1,000 keys of 1,024 bytes at most, each of which may be written as %XX. */
    private static final int MOST = 8 << 20;

    private final Runnable heard;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    Collected(Runnable heard) {
        this.heard = heard;
    }

    byte[] bytes() {
        return bytes.toByteArray();
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
        for (ByteBuffer each : buffers) {
            if (bytes.size() + each.remaining() > MOST) {
                end.completeExceptionally(new IOException("the store's answer is longer than " + MOST + " bytes"));
                return;
            }
            byte[] some = new byte[each.remaining()];
            each.get(some);
            bytes.writeBytes(some);
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
