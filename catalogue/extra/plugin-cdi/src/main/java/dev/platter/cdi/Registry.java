// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cdi;

import dev.platter.api.DiskException;
import dev.platter.json.Json;
import dev.platter.web.ConnectionException;
import dev.platter.web.SilenceWatch;
import dev.platter.web.Transport;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A registry of container images (OCI Distribution Specification, and Docker's token authentication). Calls wait, on one thread. What
 * breaks off is gone on with, and what the registry cannot do at the moment is tried again some times.
 */
final class Registry {
    private static final int MOST_ATTEMPTS = 5;
    private static final int MOST_REDIRECTS = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Pattern PAIR = Pattern.compile("([A-Za-z_]+)=\"([^\"]*)\"");

    private final Transport transport;
    private final URI root;
    private final Optional<String> login;
    private final Duration patience;
    private final ScheduledExecutorService clock;
    private Optional<String> authorization = Optional.empty();

    /**
     * Asks nothing yet.
     *
     * @param root its address
     * @param login the value of a header with a name and a password, if there is one
     * @param patience how long it may say nothing
     * @param clock to find that out with
     */
    Registry(Transport transport, URI root, Optional<String> login, Duration patience, ScheduledExecutorService clock) {
        this.transport = transport;
        this.root = root;
        this.login = login;
        this.patience = patience;
        this.clock = clock;
    }

    /** Whether a registry answers here; one that speaks TLS does not answer a request without, and is told nothing by it. */
    boolean isThere() {
        try {
            int status = once(root.resolve("/v2/"), Map.of(), new SmallTarget()).status();
            return status == 200 || status == 401;
        } catch (IOException e) {
            return false;
        }
    }

    /** Fetches something of an image. */
    void fetch(String path, Map<String, String> headers, Target target) throws IOException {
        URI uri = root.resolve(path);
        boolean asked = false;
        int redirects = 0;
        int attempts = 0;
        while (true) {
            IOException failure;
            try {
                Answer answer = once(uri, headers, target);
                switch (answer.status()) {
                    case 200, 206 -> {
                        return;
                    }
                    case 401 -> {
                        if (asked) {
                            throw refused(uri, answer);
                        }
                        authorization = Optional.of(authorize(answer.headers()));
                        asked = true;
                        continue;
                    }
                    case 301, 302, 303, 307, 308 -> {
                        redirects++;
                        if (redirects > MOST_REDIRECTS) {
                            throw new IOException(shown(uri) + " is redirected without an end");
                        }
                        uri = uri.resolve(answer.headers()
                                .firstValue("Location")
                                .orElseThrow(
                                        () -> new IOException("the registry redirects, and does not say where to")));
                        continue;
                    }
                    default -> {
                        failure = refused(uri, answer);
                        if (!Transport.isPassing(answer.status())) {
                            throw failure;
                        }
                    }
                }
            } catch (ConnectionException e) {
                if (!e.passing()) {
                    throw e;
                }
                failure = e;
            }
            attempts++;
            if (attempts == MOST_ATTEMPTS) {
                throw failure;
            }
            pause(FIRST_PAUSE.multipliedBy(1L << attempts), failure);
        }
    }

    private record Answer(int status, HttpHeaders headers, String error) {}

    private Answer once(URI uri, Map<String, String> headers, Target target) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).setHeader("User-Agent", "platter");
        headers.forEach(request::setHeader);
        if (sameServer(uri)) {
            authorization.ifPresent(value -> request.setHeader("Authorization", value));
        }
        if (target.length() > 0) {
            request.setHeader("Range", "bytes=" + target.length() + "-");
        }
        SmallTarget error = new SmallTarget();
        HttpResponse<Void> response = send(uri, request.build(), info -> {
            int status = info.statusCode();
            if (status == 200) {
                target.restart();
            }
            return status == 200 || status == 206 ? target::take : error::take;
        });
        return new Answer(response.statusCode(), response.headers(), error.text());
    }

    /** Chooses what takes a body. */
    @FunctionalInterface
    private interface Choice {
        Received.Sink sink(HttpResponse.ResponseInfo info) throws IOException;
    }

    private HttpResponse<Void> send(URI uri, HttpRequest request, Choice choice) throws IOException {
        AtomicReference<CompletableFuture<HttpResponse<Void>>> sent = new AtomicReference<>();
        SilenceWatch silence = new SilenceWatch(
                patience,
                (delay, task) -> clock.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS),
                () -> sent.get().cancel(true));
        try {
            transport.carry(
                    request,
                    info -> {
                        silence.heard();
                        try {
                            return new Received(choice.sink(info), silence::heard);
                        } catch (IOException e) {
                            return new Received(
                                    _ -> {
                                        throw e;
                                    },
                                    silence::heard);
                        }
                    },
                    answer -> {
                        sent.set(answer);
                        silence.begin();
                    });
            return sent.get().get();
        } catch (CancellationException e) {
            throw new IOException(
                    uri.getHost() + " has sent nothing for " + patience.toSeconds()
                            + " s; timeout= sets how long to wait",
                    e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof DiskException known ? known : ConnectionException.of(uri, e, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + uri.getHost(), e);
        } finally {
            silence.end();
        }
    }

    private boolean sameServer(URI uri) {
        return uri.getScheme().equalsIgnoreCase(root.getScheme())
                && uri.getAuthority().equalsIgnoreCase(root.getAuthority());
    }

    /** What a registry wants to be shown, which its refusal says. */
    private String authorize(HttpHeaders headers) throws IOException {
        String challenge = headers.firstValue("WWW-Authenticate").orElse("");
        if (challenge.regionMatches(true, 0, "Basic", 0, 5)) {
            return login.orElseThrow(() -> new IOException(
                    root.getHost() + " wants to know who asks: log in with podman login or docker login"));
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (Matcher pair = PAIR.matcher(challenge); pair.find(); ) {
            pairs.put(pair.group(1), pair.group(2));
        }
        String realm = pairs.remove("realm");
        if (realm == null || !challenge.regionMatches(true, 0, "Bearer", 0, 6)) {
            throw new IOException(
                    root.getHost() + " wants to know who asks in a way that is not known here: " + challenge);
        }
        if (root.getScheme().equalsIgnoreCase("https") && !realm.regionMatches(true, 0, "https:", 0, 6)) {
            throw new IOException(root.getHost() + " wants to know who asks without TLS, at " + realm);
        }
        pairs.remove("error");
        StringBuilder query = new StringBuilder();
        pairs.forEach((name, value) -> query.append(query.isEmpty() ? "?" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        URI uri = URI.create(realm + query);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).setHeader("User-Agent", "platter");
        login.ifPresent(value -> request.setHeader("Authorization", value));
        SmallTarget target = new SmallTarget();
        HttpResponse<Void> response = send(uri, request.build(), _ -> target::take);
        if (response.statusCode() != 200) {
            throw new IOException(uri.getHost() + " gives no token (status " + response.statusCode()
                    + "): the image may not exist, or you may have to log in with podman login or docker login");
        }
        Map<String, Object> members = Json.object(target.text());
        Object token = members.getOrDefault("token", members.get("access_token"));
        return "Bearer " + token;
    }

    private static IOException refused(URI uri, Answer answer) {
        String said = answer.error().replaceAll("\\s+", " ").strip();
        String error = said.length() > 200 ? said.substring(0, 200) + "..." : said;
        return new IOException(shown(uri)
                + switch (answer.status()) {
                    case 401, 403 ->
                        " may not be read (status " + answer.status()
                                + "): log in with podman login or docker login, or check the name";
                    case 404 -> " does not exist (status 404)";
                    default -> " was answered with status " + answer.status();
                }
                + (error.isEmpty() ? "" : "; the registry said: " + error));
    }

    /** For messages: the part behind the path may be a signature. */
    private static String shown(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    }

    private static void pause(Duration time, IOException failure) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
