// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.platter.client.NbdClient;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stores that are busy, lie, break off or say nothing cost a client a sentence, and never a wrong byte. */
@Tag("same-in-both-modes")
@Timeout(30)
class BadStoreTest {
    private static final int SIZE = 1_000_000;
    private static final int AT = 500_000;
    private static final int LENGTH = 1000;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger reads = new AtomicInteger();
    private HttpServer server;

    @FunctionalInterface
    private interface Behaviour {
        void answer(HttpExchange exchange) throws Exception;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** HEAD is answered as it should be, and GET as a test wants it. */
    private Served serve(Behaviour get, String... more) throws IOException {
        server.createContext("/disks/disk", exchange -> {
            try (exchange) {
                if (exchange.getRequestMethod().equals("HEAD")) {
                    exchange.getResponseHeaders().set("Content-Length", Integer.toString(SIZE));
                    exchange.sendResponseHeaders(200, -1);
                } else {
                    reads.incrementAndGet();
                    get.answer(exchange);
                }
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        String[] usual = {
            "access-key=a",
            "secret-key=b",
            "endpoint-url=http://127.0.0.1:" + server.getAddress().getPort(),
            "bucket=disks",
            "key=disk"
        };
        return S3.serve(Stream.concat(Stream.of(usual), Stream.of(more)).toArray(String[]::new));
    }

    private static byte[] read(NbdClient client) throws IOException {
        byte[] got = new byte[LENGTH];
        client.read(AT, ByteBuffer.allocate(LENGTH), 0).data().get(got);
        return got;
    }

    private String failure(Behaviour get, String... more) throws IOException {
        try (Served served = serve(get, more)) {
            NbdClient client = served.client();
            return String.valueOf(
                    assertThrows(IOException.class, () -> read(client)).getMessage());
        }
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        byte[] body = ("<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>A message.</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void range(HttpExchange exchange, int first, int length, int promised) throws IOException {
        exchange.getResponseHeaders().set("Content-Range", "bytes " + first + "-" + (first + length - 1) + "/" + SIZE);
        exchange.sendResponseHeaders(206, promised);
        exchange.getResponseBody().write(S3.bytes(9, length));
    }

    @Test
    void busyStoreIsAskedAgain() throws IOException {
        try (Served served = serve(exchange -> {
            if (reads.get() < 3) {
                error(exchange, 503, "SlowDown");
            } else {
                range(exchange, AT, LENGTH, LENGTH);
            }
        })) {
            assertArrayEquals(S3.bytes(9, LENGTH), read(served.client()));
        }
        assertEquals(3, reads.get());
    }

    @Test
    void storeThatStaysBusyIsAnError() throws IOException {
        String message = failure(exchange -> error(exchange, 503, "SlowDown"));
        assertTrue(message.contains("503, SlowDown: A message."), message);
        assertEquals(5, reads.get());
    }

    @Test
    void refusalIsToldOnce() throws IOException {
        String message = failure(exchange -> error(exchange, 403, "AccessDenied"));
        assertTrue(message.contains("AccessDenied") && message.contains("may not do that"), message);
        assertEquals(1, reads.get());
    }

    @Test
    void bodyThatIsCutIsFetchedAgain() throws IOException {
        try (Served served = serve(exchange -> {
            if (reads.get() == 1) {
                range(exchange, AT, LENGTH / 2, LENGTH);
            } else {
                range(exchange, AT, LENGTH, LENGTH);
            }
        })) {
            assertArrayEquals(S3.bytes(9, LENGTH), read(served.client()));
        }
    }

    @Test
    void otherBytesThanThoseAskedForAreAnError() throws IOException {
        String message = failure(exchange -> range(exchange, AT + 1, LENGTH, LENGTH));
        assertTrue(message.contains("sent others: bytes " + (AT + 1)), message);
    }

    @Test
    void silentStoreIsAnError() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        try {
            String message = failure(exchange -> over.await(), "timeout=300ms");
            assertTrue(message.contains("nothing for 0.3 s") && message.contains("timeout="), message);
        } finally {
            over.countDown();
        }
    }
}
