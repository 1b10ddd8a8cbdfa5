// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The resources of the site, the hosts that may request them, and the answer for other paths. */
class HttpListenerTest {
    @AutoClose
    private final Visitor visitor = new Visitor();

    HttpListenerTest() throws IOException {}

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/page.css, text/css; charset=utf-8",
        "/page.js, text/javascript; charset=utf-8",
        "/icon.svg, image/svg+xml",
        "/metrics, text/plain; version=0.0.4; charset=utf-8",
        "/livez, text/plain; charset=utf-8",
        "/readyz, text/plain; charset=utf-8"
    })
    void everyPathAnswersGetAndHeadAlike(String path, String contentType) throws Exception {
        HttpResponse<String> get = visitor.get(path);
        HttpResponse<String> head = visitor.ask("HEAD", path);

        assertEquals(200, get.statusCode());
        assertEquals(contentType, get.headers().firstValue("Content-Type").orElseThrow());
        assertFalse(get.body().isEmpty());
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        assertEquals(contentType, head.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(get.headers().firstValue("Content-Length"), head.headers().firstValue("Content-Length"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW"})
    void nothingButGetAndHeadIsKnown(String method) throws Exception {
        HttpResponse<String> answer = visitor.ask(method, "/livez");

        assertEquals(405, answer.statusCode());
        assertEquals("GET, HEAD", answer.headers().firstValue("Allow").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics/", "/livez/more", "/favicon.ico", "/page.html", "/../etc/passwd", "/%00"})
    void anUnknownPathIsNotFound(String path) throws Exception {
        assertEquals(404, visitor.get(path).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics", "/nowhere"})
    void thePageForbidsForeignScriptsAndFrames(String path) throws Exception {
        HttpResponse<String> answer = visitor.get(path);

        String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.contains("default-src 'none'"), policy);
        assertTrue(policy.contains("script-src 'self';"), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertEquals(
                "nosniff", answer.headers().firstValue("X-Content-Type-Options").orElseThrow());
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:80, 200",
        "127.0.0.1, 200",
        "[::1]:9809, 200",
        "evil.example, 421",
        "evil.example:9809, 421",
        "localhost.evil.example, 421",
        "127.0.0.1.evil.example, 421"
    })
    void aListenerForThisMachineHasNoOtherName(String host, int status) throws Exception {
        assertEquals("HTTP/1.1 " + status, raw("GET /livez HTTP/1.1\r\nHost: " + host + "\r\n\r\n"));
    }

    @Test
    void aListenerForAllHasAnyName() {
        // HttpListener's choice depends on the address; a request could test it only by opening a port to other
        // machines.
        assertEquals(Site.Hosts.ANY, HttpListener.hosts(new InetSocketAddress("0.0.0.0", 0)));
        assertEquals(Site.Hosts.LOCAL, HttpListener.hosts(new InetSocketAddress("::1", 0)));
    }

    @Test
    void aClosedListenerIsGone() throws Exception {
        InetSocketAddress address = visitor.address();
        visitor.close();

        assertThrows(IOException.class, () -> new Socket(address.getAddress(), address.getPort()).close());
    }

    @Test
    void aFailureIsReportedWithoutDetails() throws Exception {
        visitor.server.exports = () -> {
            throw new IllegalStateException("the secret of the server");
        };

        HttpResponse<String> answer = visitor.get("/");

        assertEquals(500, answer.statusCode());
        assertFalse(answer.body().contains("secret"), answer.body());
        assertTrue(visitor.log().contains("ERROR HTTP: / could not be answered"), visitor.log());
        assertTrue(visitor.log().contains("the secret of the server"), visitor.log());
        assertEquals(200, visitor.get("/livez").statusCode());
    }

    /** The start of the status line. */
    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(visitor.address().getAddress(), visitor.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return new String(start, StandardCharsets.US_ASCII);
        }
    }
}
