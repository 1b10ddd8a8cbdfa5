// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A web server, a store of objects and a registry of images with 1 MiB of zeroes, for the plugins that read from other machines. */
final class OtherMachines {
    /** Those that run as long as tests do. */
    static final OtherMachines RUNNING = new OtherMachines();

    static final String BUCKET = "bucket";
    private static final int SIZE = 1 << 20;

    private final byte[] zeroes = new byte[SIZE];
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final HttpServer server;

    private OtherMachines() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/disk", exchange -> answer(exchange, zeroes));
        server.createContext("/" + BUCKET + "/", this::store);
        server.createContext("/v2/", exchange -> send(exchange, 200, new byte[0]));
        server.createContext("/v2/disk/blobs/", exchange -> send(exchange, 200, zeroes));
        server.createContext(
                "/v2/disk/manifests/",
                exchange -> send(exchange, 200, manifest().getBytes(StandardCharsets.UTF_8)));
        server.start();
    }

    private String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** A file of the web server. */
    URI file() {
        return store().resolve("/disk");
    }

    URI store() {
        return URI.create("http://" + host());
    }

    /** The name of an image. */
    String image() {
        return host() + "/disk";
    }

    private String manifest() {
        try {
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(zeroes));
            return """
                {"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"sha256:%s","size":%d}]}
                """.formatted(digest, SIZE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lists nothing, since no test asks for extents of what it has written. */
    private void store(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestURI().getPath();
        byte[] object = objects.get(key);
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                objects.put(key, exchange.getRequestBody().readAllBytes());
                send(exchange, 200, new byte[0]);
            }
            case "DELETE" -> {
                objects.remove(key);
                send(exchange, 204, new byte[0]);
            }
            default -> {
                if (key.endsWith("/")) {
                    send(exchange, 200, "<ListBucketResult/>".getBytes(StandardCharsets.UTF_8));
                } else if (object == null) {
                    send(exchange, 404, new byte[0]);
                } else {
                    answer(exchange, object);
                }
            }
        }
    }

    private static void answer(HttpExchange exchange, byte[] file) throws IOException {
        String[] range = exchange.getRequestHeaders().getFirst("Range").split("[=-]");
        int first = Integer.parseInt(range[1]);
        int end = Math.min(file.length, Integer.parseInt(range[2]) + 1);
        exchange.getResponseHeaders().set("Content-Range", "bytes " + first + "-" + (end - 1) + "/" + file.length);
        send(exchange, 206, Arrays.copyOfRange(file, first, end));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
