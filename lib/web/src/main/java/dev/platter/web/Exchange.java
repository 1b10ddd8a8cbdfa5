// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** One request and its answer, on a thread of their own. */
final class Exchange implements Runnable {
    private final KeptConnections connections;
    private final HttpRequest request;
    private final HttpResponse.BodyHandler<Void> handler;
    private final CompletableFuture<HttpResponse<Void>> answer = new CompletableFuture<>();
    private @Nullable Wire wire;
    private boolean over;

    Exchange(KeptConnections connections, HttpRequest request, HttpResponse.BodyHandler<Void> handler) {
        this.connections = connections;
        this.request = request;
        this.handler = handler;
    }

    CompletableFuture<HttpResponse<Void>> answer() {
        return answer;
    }

    @Override
    public void run() {
        try {
            exchange();
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void exchange() throws IOException {
        if (answer.isDone()) {
            return;
        }
        byte[] head = head();
        while (true) {
            Connection kept = connections.kept(request.uri());
            boolean fresh = kept == null;
            Connection connection;
            if (kept != null) {
                connection = kept;
                hold(kept.wire());
            } else {
                try {
                    connection = connections.dialer().dial(request.uri(), this::hold);
                } catch (ProxyRefusal e) {
                    deliver(e.head(), null, false);
                    return;
                }
                hold(connection.wire());
            }
            IOException failure = null;
            try {
                connection.write(ByteBuffer.wrap(head));
                writeBody(connection);
            } catch (IOException e) {
                failure = e;
            }
            // A server that does not want a body says so, and may not read it.
            if (isAnswered(connection)) {
                deliver(connection.head(), connection, failure == null);
                return;
            }
            if (fresh || answer.isDone()) {
                throw failure == null ? new IOException("it closed the connection without an answer") : failure;
            }
            connection.close();
        }
    }

    private boolean isAnswered(Connection connection) throws IOException {
        try {
            return connection.awaitAnswer();
        } catch (SSLException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }

    private byte[] head() throws IOException {
        URI uri = request.uri();
        StringBuilder text = new StringBuilder(request.method()).append(' ');
        Optional<HttpProxy> proxy = connections.dialer().told(uri);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        if (proxy.isPresent()) {
            text.append(uri.getScheme()).append("://").append(uri.getHost()).append(port);
        }
        String path = uri.getRawPath();
        text.append(path == null || path.isEmpty() ? "/" : path);
        if (uri.getRawQuery() != null) {
            text.append('?').append(uri.getRawQuery());
        }
        text.append(" HTTP/1.1\r\n");
        Map<String, List<String>> headers = request.headers().map();
        if (!headers.containsKey("Host")) {
            text.append("Host: ").append(uri.getHost()).append(port).append("\r\n");
        }
        append(text, headers);
        if (connections.cookies().isPresent()) {
            // All of them have to be in one header (RFC 6265).
            connections.cookies().get().get(uri, headers).forEach((name, values) -> {
                if (!values.isEmpty()) {
                    text.append(name)
                            .append(": ")
                            .append(String.join("; ", values))
                            .append("\r\n");
                }
            });
        }
        proxy.flatMap(HttpProxy::authorization)
                .ifPresent(value ->
                        text.append("Proxy-Authorization: ").append(value).append("\r\n"));
        request.bodyPublisher()
                .filter(body -> body.contentLength() > 0
                        || request.method().equals("PUT")
                        || request.method().equals("POST"))
                .ifPresent(body -> text.append("Content-Length: ")
                        .append(body.contentLength())
                        .append("\r\n"));
        return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder text, Map<String, List<String>> headers) {
        headers.forEach((name, values) -> values.forEach(
                value -> text.append(name).append(": ").append(value).append("\r\n")));
    }

    private void writeBody(Connection connection) throws IOException {
        if (request.bodyPublisher().isPresent()) {
            SentBody body = new SentBody(connection);
            request.bodyPublisher().get().subscribe(body);
            body.finish();
        }
    }

    private void deliver(Head head, @Nullable Connection connection, boolean sent) throws IOException {
        Optional<CookieHandler> cookies = connections.cookies();
        if (cookies.isPresent() && connection != null) {
            cookies.get().put(request.uri(), head.headers().map());
        }
        BodySubscriber<Void> subscriber = handler.apply(head);
        Delivery delivery = new Delivery(subscriber);
        subscriber.onSubscribe(delivery);
        boolean reusable = false;
        IOException failure = null;
        if (connection != null && !delivery.cancelled) {
            if (head.hasBody() && !request.method().equals("HEAD")) {
                try {
                    reusable = connection.body(head, delivery);
                } catch (IOException e) {
                    failure = e;
                }
            } else {
                reusable = head.keepsConnection();
            }
        }
        if (connection != null && release()) {
            if (reusable && sent) {
                connections.keep(request.uri(), connection);
            } else {
                connection.close();
            }
        }
        if (failure != null) {
            subscriber.onError(failure);
        } else if (!delivery.cancelled) {
            subscriber.onComplete();
        }
        subscriber.getBody().whenComplete((_, error) -> {
            if (error == null) {
                answer.complete(new Answer(request, head));
            } else {
                answer.completeExceptionally(error);
            }
        });
    }

    /** Notes what is to be closed if nobody wants the answer any more. */
    private void hold(Wire next) {
        synchronized (this) {
            wire = next;
            if (!over) {
                return;
            }
        }
        next.close();
    }

    /** Whether the connection is still this exchange's, which gives it away. */
    private synchronized boolean release() {
        wire = null;
        return !over;
    }

    /** Breaks the connection, if there still is one. */
    void end() {
        Wire last;
        synchronized (this) {
            over = true;
            last = wire;
            wire = null;
        }
        if (last != null) {
            last.close();
        }
    }

    void fail(Throwable failure) {
        end();
        answer.completeExceptionally(failure);
    }

    /** Gives a body to its subscriber, who has asked for all of it. */
    private static final class Delivery implements Flow.Subscription, Connection.Sink {
        private final BodySubscriber<Void> subscriber;
        private volatile boolean cancelled;

        Delivery(BodySubscriber<Void> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public boolean take(ByteBuffer bytes) {
            subscriber.onNext(List.of(bytes));
            return !cancelled;
        }

        @Override
        public Optional<ByteBuffer> room() {
            return subscriber instanceof DirectBody<Void> direct ? direct.room() : Optional.empty();
        }

        @Override
        public boolean filled(ByteBuffer bytes) {
            ((DirectBody<Void>) subscriber).filled(bytes);
            return !cancelled;
        }

        @Override
        public void request(long number) {}

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /** Writes a request's body as it comes. */
    private static final class SentBody implements Flow.Subscriber<ByteBuffer> {
        private final Connection connection;
        private final CompletableFuture<Void> end = new CompletableFuture<>();

        SentBody(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            try {
                if (!end.isDone()) {
                    connection.write(bytes);
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

        void finish() throws IOException {
            try {
                end.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            }
        }
    }

    /** What the caller gets. */
    private record Answer(HttpRequest request, Head head) implements HttpResponse<Void> {
        @Override
        public int statusCode() {
            return head.status();
        }

        @Override
        public Optional<HttpResponse<Void>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public HttpHeaders headers() {
            return head.headers();
        }

        @Override
        public @Nullable Void body() {
            return null;
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return request.uri();
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
