// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.daemon.history.History;
import dev.platter.server.log.ServerLog;
import dev.platter.testkit.server.FakeServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** A listener of a fake server, and a client that sends requests to it. */
final class Visitor implements AutoCloseable {
    final FakeServer server = new FakeServer();
    final History history = new History();
    List<String> troubles = List.of();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final ServerLog written = ServerLog.on(new PrintStream(log, true, UTF_8), System.Logger.Level.INFO);
    private final HttpListener listener;
    private final HttpClient client = HttpClient.newHttpClient();

    Visitor() throws IOException {
        listener = HttpListener.start(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
                server,
                () -> server.traffic,
                () -> server.metrics,
                history,
                () -> troubles,
                written.apply(""));
    }

    String log() {
        written.close();
        return log.toString(UTF_8);
    }

    InetSocketAddress address() {
        return listener.address();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + listener.address().getPort() + path);
    }

    HttpResponse<String> get(String path) throws Exception {
        return ask("GET", path);
    }

    HttpResponse<String> ask(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
        listener.close();
        assertEquals(List.of(), List.copyOf(server.told), "whoever only looks must not steer");
    }
}
