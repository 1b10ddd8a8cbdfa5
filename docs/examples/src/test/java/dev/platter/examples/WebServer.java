// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JDK's own web server with files whose name is their size; a byte of them follows from its offset. */
final class WebServer implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final CountDownLatch asked = new CountDownLatch(1);

    static {
        // Otherwise each answer waits for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    WebServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/ranges/", WebServer::answer);
        server.createContext("/whole/", WebServer::answerWithAll);
        server.createContext("/silent/", this::answerOnlyTheSize);
        server.start();
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    static byte byteAt(long offset) {
        return (byte) (offset ^ offset >> 8 ^ offset >> 32);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        Matcher range =
                RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
        if (exchange.getRequestMethod().equals("HEAD")) {
            answerWithAll(exchange);
            return;
        }
        if (!range.matches()) {
            throw new IOException("no range: " + range);
        }
        long from = Long.parseLong(range.group(1));
        long to = Long.parseLong(range.group(2)) + 1;
        if (from < to) {
            exchange.sendResponseHeaders(206, to - from);
            exchange.getResponseBody().write(bytes(from, to));
        } else {
            exchange.sendResponseHeaders(416, -1);
        }
        exchange.close();
    }

    private static void answerWithAll(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        long size = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(size));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, size);
            exchange.getResponseBody().write(bytes(0, size));
        }
        exchange.close();
    }

    private void answerOnlyTheSize(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            answerWithAll(exchange);
        } else {
            asked.countDown();
        }
    }

    /** Waits until a request was made that is never answered. */
    void awaitSilence() throws InterruptedException {
        asked.await();
    }

    private static byte[] bytes(long from, long to) {
        byte[] bytes = new byte[(int) (to - from)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = byteAt(from + i);
        }
        return bytes;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
