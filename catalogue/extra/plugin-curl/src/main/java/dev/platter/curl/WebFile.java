// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import dev.platter.api.Client;
import dev.platter.api.DiskException;
import dev.platter.api.Registration;
import dev.platter.curl.Login.Told;
import dev.platter.curl.WebException.Remedy;
import dev.platter.nbd.NbdError;
import dev.platter.web.Transport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The file that the user has named: finds where it is now, and which version it has. A request for its first byte tells that, and
 * whether the server has ranges at all. Methods wait for the web server.
 */
final class WebFile {
    private static final int MOST_REDIRECTS = 20;

    private final Transport transport;
    private final URI home;
    private final Login login;
    private final Protocols protocols;
    private final boolean follow;
    private final Duration patience;

    /** Where a version of it was found. */
    record Found(URI uri, FileVersion version) {}

    /**
     * Makes it.
     *
     * @param transport carries requests
     * @param home the address that the user has named
     * @param login what servers are told
     * @param protocols that redirects may lead to
     * @param follow whether they are followed
     * @param patience how long to wait for an answer
     */
    WebFile(Transport transport, URI home, Login login, Protocols protocols, boolean follow, Duration patience) {
        this.transport = transport;
        this.home = home;
        this.login = login;
        this.protocols = protocols;
        this.follow = follow;
        this.patience = patience;
    }

    Duration patience() {
        return patience;
    }

    /** {@return what the web server is to be told with the next request} */
    Told tell() throws IOException {
        return login.tell();
    }

    /** A request for bytes, not yet complete. */
    HttpRequest.Builder request(URI uri, Told told, long first, long last) {
        return login.request(uri, told)
                .setHeader("Accept-Encoding", "identity")
                .setHeader("Range", "bytes=" + first + "-" + last);
    }

    /**
     * Sends a request, and may wait for the answer.
     *
     * @param begun is given the answer to come, whose {@link CompletableFuture#cancel} ends it
     */
    void carry(
            HttpRequest request,
            HttpResponse.BodyHandler<Void> handler,
            Consumer<CompletableFuture<HttpResponse<Void>>> begun) {
        transport.carry(request, handler, begun);
    }

    /** Has scripts run again, whose credentials a server has refused; false if there are none. */
    boolean renew(Told told) {
        return login.refused(told);
    }

    /**
     * Finds the file, with fresh credentials if those at hand have expired.
     *
     * @param client who waits for it; the search ends when it has gone
     */
    Found find(Client client) throws IOException {
        Told told = login.tell();
        try {
            return find(client, told);
        } catch (WebException e) {
            if (e.remedy() != Remedy.ANEW || !login.refused(told)) {
                throw e;
            }
        }
        return find(client, login.tell());
    }

    private Found find(Client client, Told told) throws IOException {
        List<URI> way = new ArrayList<>(List.of(home));
        while (true) {
            URI at = way.getLast();
            HttpResponse<Void> answer = ask(client, request(at, told, 0, 0).build());
            Optional<URI> next = redirect(at, answer);
            if (next.isEmpty()) {
                return new Found(at, version(at, answer));
            }
            if (way.contains(next.get()) || way.size() > MOST_REDIRECTS) {
                throw new WebException(
                        Remedy.NONE,
                        WebAddress.shown(home) + " is redirected without an end: "
                                + way.stream().limit(4).map(WebAddress::shown).collect(Collectors.joining(" to "))
                                + " to " + WebAddress.shown(next.get()));
            }
            way.add(next.get());
        }
    }

    private HttpResponse<Void> ask(Client client, HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<Void>> answer = transport.send(request, _ -> new Unread());
        try (Registration _ = client.whenGone(() -> answer.cancel(true))) {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw Refusal.of(request.uri(), new HttpTimeoutException("no answer"), patience);
        } catch (ExecutionException e) {
            throw Refusal.of(request.uri(), e, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DiskException(
                    NbdError.ESHUTDOWN,
                    "interrupted while waiting for " + request.uri().getHost(),
                    e);
        } catch (CancellationException e) {
            throw new DiskException(NbdError.ESHUTDOWN, "the client has gone", e);
        }
    }

    private Optional<URI> redirect(URI at, HttpResponse<Void> answer) throws IOException {
        switch (answer.statusCode()) {
            case 301, 302, 303, 307, 308 -> {}
            default -> {
                return Optional.empty();
            }
        }
        String shown = WebAddress.shown(at);
        String location = answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new WebException(
                        Remedy.NONE,
                        shown + " has moved (status " + answer.statusCode() + "), and does not say where"));
        if (!follow) {
            throw new WebException(
                    Remedy.NONE,
                    shown + " has moved (status " + answer.statusCode() + "): followlocation=false forbids to follow");
        }
        URI next;
        try {
            next = WebAddress.parse(at.resolve(location).toString()).uri();
        } catch (IllegalArgumentException e) {
            throw new WebException(
                    Remedy.NONE, shown + " is redirected to an address that cannot be used: " + e.getMessage());
        }
        if (!protocols.allows(at, next)) {
            throw new WebException(
                    Remedy.NONE,
                    shown + " is redirected to " + WebAddress.shown(next) + ", and " + next.getScheme()
                            + " is not allowed: protocols= would have to name it");
        }
        return Optional.of(next);
    }

    private static FileVersion version(URI at, HttpResponse<Void> answer) throws IOException {
        Optional<ContentRange> range = ContentRange.of(answer.headers());
        switch (answer.statusCode()) {
            case 206 -> {
                refuseEncoding(at, answer.headers());
                long size = range.map(ContentRange::size).orElse(-1L);
                if (size < 0 || range.get().first() != 0) {
                    throw new WebException(
                            Remedy.NONE,
                            WebAddress.shown(at) + " does not say how large it is: its header Content-Range is "
                                    + answer.headers()
                                            .firstValue("Content-Range")
                                            .orElse("missing"));
                }
                return FileVersion.of(size, answer.headers());
            }
            case 416 -> {
                if (range.isPresent() && range.get().size() == 0) {
                    return FileVersion.of(0, answer.headers());
                }
            }
            case 200 -> {
                if (answer.headers().firstValueAsLong("Content-Length").orElse(-1) == 0) {
                    return FileVersion.of(0, answer.headers());
                }
                throw new WebException(
                        Remedy.NONE,
                        WebAddress.shown(at)
                                + " can only be read as a whole: the server does not give a part of it, which"
                                + " a disk needs; fetch it first, and serve it with the plugin file");
            }
            default -> {}
        }
        throw Refusal.of(at, answer.statusCode(), answer.headers());
    }

    /** Compressed on the way, the ranges would be those of other bytes. */
    static void refuseEncoding(URI at, HttpHeaders headers) throws WebException {
        String encoding = headers.firstValue("Content-Encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw new WebException(
                    Remedy.NONE,
                    WebAddress.shown(at) + " comes compressed (" + encoding + "), although it was asked for as it is");
        }
    }
}
