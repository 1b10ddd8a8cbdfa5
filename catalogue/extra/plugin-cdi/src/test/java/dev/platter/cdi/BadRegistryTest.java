// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cdi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Registries that want to know who asks, redirect, break off, lie or say nothing. */
@Tag("same-in-both-modes")
@Timeout(60)
class BadRegistryTest {
    private static final byte[] LAYER = Layers.layer(1, 300_000);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> blobHeaders = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private byte[] packed;
    private String manifest;

    @FunctionalInterface
    private interface Behaviour {
        void answer(HttpExchange exchange) throws Exception;
    }

    @BeforeEach
    void start() throws IOException {
        packed = Layers.packed(LAYER);
        manifest = Layers.manifest(new byte[] {'{', '}'}, packed);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        on(
                "/v2/",
                exchange -> send(exchange, exchange.getRequestURI().getPath().equals("/v2/") ? 200 : 404, new byte[0]));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void on(String path, Behaviour behaviour) {
        server.createContext(path, exchange -> {
            try (exchange) {
                behaviour.answer(exchange);
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private void onManifest(String version, String text) {
        on("/v2/disk/manifests/" + version, exchange -> send(exchange, 200, text.getBytes(StandardCharsets.UTF_8)));
    }

    private void onBlob(Behaviour behaviour) {
        on("/v2/disk/blobs/" + Layers.digest(packed), exchange -> {
            blobHeaders.add(exchange.getRequestHeaders().getFirst("Range") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            behaviour.answer(exchange);
        });
    }

    private String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private String failure(String... parameters) {
        return String.valueOf(assertThrows(
                        IOException.class,
                        () -> Cdi.serve(host() + "/disk", parameters).close())
                .getMessage());
    }

    private void assertServed(String... parameters) throws IOException {
        try (Served served = Cdi.serve(host() + "/disk", parameters)) {
            assertArrayEquals(LAYER, Cdi.whole(served));
        }
    }

    @Test
    void tokenIsFetchedAndShownToTheRegistryAlone() throws IOException {
        String challenge =
                "Bearer realm=\"http://" + host() + "/token\",service=\"reg\",scope=\"repository:disk:pull\"";
        Queue<String> queries = new ConcurrentLinkedQueue<>();
        on("/token", exchange -> {
            queries.add(exchange.getRequestURI().getRawQuery());
            send(exchange, 200, "{\"token\":\"abc\",\"expires_in\":300}".getBytes(StandardCharsets.UTF_8));
        });
        on("/v2/disk/manifests/latest", exchange -> {
            if ("Bearer abc".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 200, manifest.getBytes(StandardCharsets.UTF_8));
            } else {
                exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
                send(exchange, 401, new byte[0]);
            }
        });
        Queue<String> elsewhere = new ConcurrentLinkedQueue<>();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            try (exchange) {
                elsewhere.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                send(exchange, 200, packed);
            }
        });
        other.start();
        onBlob(exchange -> {
            exchange.getResponseHeaders()
                    .set("Location", "http://127.0.0.1:" + other.getAddress().getPort() + "/b?sig=x");
            send(exchange, 307, new byte[0]);
        });
        try {
            assertServed();
        } finally {
            other.stop(0);
        }
        assertEquals("service=reg&scope=repository%3Adisk%3Apull", queries.poll());
        assertEquals("null Bearer abc", blobHeaders.poll());
        assertEquals("null", elsewhere.poll());
    }

    @Test
    void imageForSeveralMachinesIsChosenFrom() throws IOException {
        String digest = Layers.digest(manifest.getBytes(StandardCharsets.UTF_8));
        onManifest("latest", """
            {"schemaVersion":2,"manifests":[
              {"digest":"sha256:%064d","platform":{"os":"linux","architecture":"s390x"}},
              {"digest":"%s","platform":{"os":"linux","architecture":"test"}}]}\
            """.formatted(0, digest));
        onManifest(digest, manifest);
        onBlob(exchange -> send(exchange, 200, packed));
        assertServed("platform=linux/test");
        String message = failure("platform=linux/other");
        assertTrue(message.contains("not for linux/other") && message.contains("linux/s390x, linux/test"), message);
    }

    @Test
    void layerThatBreaksOffIsGoneOnWith() throws IOException {
        onManifest("latest", manifest);
        onBlob(exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            if (range == null) {
                exchange.sendResponseHeaders(200, packed.length);
                exchange.getResponseBody().write(packed, 0, 1000);
                exchange.getResponseBody().flush();
            } else {
                send(exchange, 206, Arrays.copyOfRange(packed, 1000, packed.length));
            }
        });
        assertServed();
        assertEquals(2, blobHeaders.size());
    }

    @Test
    void otherBytesThanTheLayersAreAnError() {
        onManifest("latest", manifest);
        byte[] wrong = packed.clone();
        wrong[wrong.length / 2] ^= 1;
        onBlob(exchange -> send(exchange, 200, wrong));
        String message = failure();
        assertTrue(message.contains("is not the layer") && message.contains(Layers.digest(packed)), message);
    }

    @Test
    void silentRegistryIsAnError() {
        CountDownLatch over = new CountDownLatch(1);
        on("/v2/disk/manifests/latest", exchange -> over.await());
        try {
            String message = failure("timeout=1");
            assertTrue(message.contains("timeout="), message);
        } finally {
            over.countDown();
        }
    }

    @Test
    void whatIsNotThereIsNamed() {
        onManifest("latest", manifest);
        String message = failure("layer=3");
        assertTrue(message.contains("has 1 layers") && message.contains("layer=3"), message);
        String missing = String.valueOf(assertThrows(
                        IOException.class,
                        () -> Cdi.serve(host() + "/disk:other").close())
                .getMessage());
        assertTrue(missing.contains("/v2/disk/manifests/other does not exist"), missing);
    }
}
