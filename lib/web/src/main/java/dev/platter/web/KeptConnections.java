// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import dev.platter.ciphers.AesGcmWarmUp;
import java.net.CookieHandler;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over connections that are kept for the next request. Each request has a connection and a thread to itself, which waits for the
 * server: bytes come with few calls of the system, and no other thread has to be woken for them. So who sends requests decides how many
 * there are at a time.
 *
 * <p>A connection that has been kept may be closed by the server at any time. A request that finds it closed is sent again over another
 * one.
 */
public final class KeptConnections implements Transport {
    /** Servers close idle connections themselves, after 5 s (Apache) to 75 s (nginx). */
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);

    private final Dialer dialer;
    private final Optional<CookieHandler> cookies;
    private final Executor workers;
    private final Map<String, Deque<Connection>> resting = new HashMap<>();
    private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean warmed = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * Makes no connection yet.
     *
     * @param dialer makes them
     * @param cookies are told what servers set, and asked what they are to be told
     * @param workers threads that may wait, as many as there are requests
     */
    public KeptConnections(Dialer dialer, Optional<CookieHandler> cookies, Executor workers) {
        this.dialer = dialer;
        this.cookies = cookies;
        this.workers = workers;
    }

    @Override
    public CompletableFuture<HttpResponse<Void>> send(HttpRequest request, HttpResponse.BodyHandler<Void> handler) {
        Exchange exchange = exchange(request, handler);
        try {
            workers.execute(exchange);
        } catch (RejectedExecutionException e) {
            exchange.fail(e);
        }
        return exchange.answer();
    }

    @Override
    public void carry(
            HttpRequest request,
            HttpResponse.BodyHandler<Void> handler,
            Consumer<CompletableFuture<HttpResponse<Void>>> begun) {
        Exchange exchange = exchange(request, handler);
        begun.accept(exchange.answer());
        exchange.run();
    }

    /** Has the cipher compiled beside the first connection that will need it. */
    private void warmUp(URI uri) {
        if (Dialer.secure(uri) && !warmed.getAndSet(true)) {
            workers.execute(new AesGcmWarmUp());
        }
    }

    private Exchange exchange(HttpRequest request, HttpResponse.BodyHandler<Void> handler) {
        Exchange exchange = new Exchange(this, request, handler);
        underWay.add(exchange);
        exchange.answer().whenComplete((_, _) -> {
            underWay.remove(exchange);
            exchange.end();
        });
        if (closed) {
            exchange.fail(new ClosedTransportException());
            return exchange;
        }
        try {
            warmUp(request.uri());
        } catch (RejectedExecutionException e) {
            exchange.fail(e);
        }
        return exchange;
    }

    Dialer dialer() {
        return dialer;
    }

    Optional<CookieHandler> cookies() {
        return cookies;
    }

    /** A connection that has been kept for the server of an address, or null. */
    @Nullable
    Connection kept(URI uri) {
        synchronized (resting) {
            Deque<Connection> those = resting.get(origin(uri));
            return those == null ? null : those.poll();
        }
    }

    /** Takes a connection back that can be used again. */
    void keep(URI uri, Connection connection) {
        connection.rest();
        synchronized (resting) {
            dropOld();
            if (!closed) {
                resting.computeIfAbsent(origin(uri), _ -> new ArrayDeque<>()).push(connection);
                return;
            }
        }
        connection.close();
    }

    /** What a connection leads to. A text, since the JDK keeps the class of the first record that is compared for as long as it likes. */
    private static String origin(URI uri) {
        return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":"
                + Dialer.port(uri);
    }

    private void dropOld() {
        long now = System.nanoTime();
        for (Deque<Connection> those : resting.values()) {
            for (Iterator<Connection> oldest = those.descendingIterator(); oldest.hasNext(); ) {
                Connection connection = oldest.next();
                if (now - connection.restedSince() < LONGEST_REST.toNanos()) {
                    break;
                }
                oldest.remove();
                connection.close();
            }
        }
    }

    @Override
    public void close() {
        synchronized (resting) {
            closed = true;
            resting.values().forEach(those -> those.forEach(Connection::close));
            resting.clear();
        }
        underWay.forEach(exchange -> exchange.fail(new ClosedTransportException()));
    }
}
