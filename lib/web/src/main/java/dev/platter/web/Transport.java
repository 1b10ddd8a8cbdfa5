// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Carries requests to web servers. Redirects are not followed. May be used by several threads at a time. */
public interface Transport extends AutoCloseable {
    /**
     * Sends a request; never waits.
     *
     * @param request what to send, with a body whose length is known, if it has one. Its {@linkplain HttpRequest#timeout() timeout} is not looked at: who waits for the answer cancels it
     * @param handler chooses what takes the body. Its buffers belong to that subscriber only during the call of {@code onNext}, and it has
     *     to ask for all of them at once, before {@code onSubscribe} returns
     * @return the answer, once its body has ended; to cancel it breaks the connection. It fails with the
     *     {@link java.io.IOException} of the connection, {@link java.nio.channels.UnresolvedAddressException} as its cause where the host is
     *     not known, and {@link java.net.http.HttpConnectTimeoutException} where nothing answers
     */
    CompletableFuture<HttpResponse<Void>> send(HttpRequest request, HttpResponse.BodyHandler<Void> handler);

    /**
     * Sends a request like {@link #send}, and may wait for the answer, on a thread that would have nothing else to do.
     *
     * @param request what to send
     * @param handler chooses what takes the body
     * @param begun is given the answer to come, before this waits
     */
    void carry(
            HttpRequest request,
            HttpResponse.BodyHandler<Void> handler,
            Consumer<CompletableFuture<HttpResponse<Void>>> begun);

    /**
     * Whether a request that was answered so may have another answer a little later.
     *
     * @param status of the answer
     * @return whether to ask again
     */
    static boolean isPassing(int status) {
        return switch (status) {
            case 408, 425, 429, 500, 502, 503, 504 -> true;
            default -> false;
        };
    }

    /** Ends requests that are under way, and closes all connections. */
    @Override
    void close();
}
