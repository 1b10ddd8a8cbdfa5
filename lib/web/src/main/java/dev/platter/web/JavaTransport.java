// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Java's own client, which speaks HTTP/2. */
public final class JavaTransport implements Transport {
    private final Duration patience;
    private volatile @Nullable HttpClient client;

    /**
     * Takes over a client.
     *
     * @param client does not follow redirects
     * @param patience how long {@link #close} waits at most
     */
    public JavaTransport(HttpClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    @Override
    public CompletableFuture<HttpResponse<Void>> send(HttpRequest request, HttpResponse.BodyHandler<Void> handler) {
        HttpClient now = client;
        return now == null
                ? CompletableFuture.failedFuture(new ClosedTransportException())
                : now.sendAsync(request, handler);
    }

    @Override
    public void carry(
            HttpRequest request,
            HttpResponse.BodyHandler<Void> handler,
            Consumer<CompletableFuture<HttpResponse<Void>>> begun) {
        begun.accept(send(request, handler));
    }

    @Override
    public void close() {
        HttpClient last = client;
        // Java keeps a client until it is no longer referred to, and the client has the server's threads, which know
        // the member.
        client = null;
        if (last == null) {
            return;
        }
        last.shutdownNow();
        try {
            last.awaitTermination(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
