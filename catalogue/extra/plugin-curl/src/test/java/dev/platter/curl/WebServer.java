// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A web server that behaves as a test wants it to. The files below {@code /good/} have their size as their name, and what follows from an offset. */
final class WebServer implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** The ranges that were asked for below {@code /good/}. */
    final Queue<String> asked = new ConcurrentLinkedQueue<>();

    static {
        // Otherwise each answer waits for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    @FunctionalInterface
    interface Behaviour {
        void answer(HttpExchange exchange) throws Exception;
    }

    WebServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        on("/good/", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Range"));
            String path = exchange.getRequestURI().getPath();
            range(exchange, Long.parseLong(path.substring(path.lastIndexOf('/') + 1)));
        });
        server.start();
    }

    WebServer on(String path, Behaviour behaviour) {
        server.createContext(path, exchange -> {
            try (exchange) {
                behaviour.answer(exchange);
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        return this;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    static byte byteAt(long offset) {
        return (byte) (offset ^ offset >> 8 ^ offset >> 16 ^ offset >> 32);
    }

    static byte[] bytes(long from, long to) {
        byte[] bytes = new byte[(int) (to - from)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = byteAt(from + i);
        }
        return bytes;
    }

    /** The first byte that is asked for, and the one behind the last. */
    static long[] asked(HttpExchange exchange) throws IOException {
        Matcher range =
                RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
        if (!range.matches()) {
            throw new IOException("no range: " + exchange.getRequestHeaders());
        }
        return new long[] {Long.parseLong(range.group(1)), Long.parseLong(range.group(2)) + 1};
    }

    /** Whether it only wants to know how large the file is. */
    static boolean isProbe(HttpExchange exchange) throws IOException {
        long[] range = asked(exchange);
        return range[0] == 0 && range[1] == 1;
    }

    /** Answers as a web server should. */
    static void range(HttpExchange exchange, long size) throws IOException {
        begin(exchange, size, 0);
        long[] range = asked(exchange);
        exchange.getResponseBody().write(bytes(range[0], Math.min(size, range[1])));
    }

    /** The headers alone, of an answer that is longer by some bytes than was asked for. */
    static void begin(HttpExchange exchange, long size, int more) throws IOException {
        long[] range = asked(exchange);
        long end = Math.min(size, range[1]);
        exchange.getResponseHeaders().set("Content-Range", "bytes " + range[0] + "-" + (end - 1) + "/" + size);
        exchange.sendResponseHeaders(206, end - range[0] + more);
    }

    static void status(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
