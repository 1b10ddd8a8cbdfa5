// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import dev.platter.client.NbdClient;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Web servers that break off, lie, change or say nothing cost a client a sentence, and never a wrong byte. */
@Tag("same-in-both-modes")
@Timeout(30)
class BadServerTest {
    private static final long SIZE = 3_000_000;
    private static final int LENGTH = 4096;

    /** Far enough in for a client that does not read in order. */
    private static final long AT = 9999;

    private WebServer server;

    /** A parameter that chooses what carries the requests. */
    String transport() {
        return "http-version=1.1";
    }

    private Served serve(URI uri, String... parameters) throws IOException {
        return Curl.serve(
                uri,
                Stream.concat(Stream.of(transport()), Stream.of(parameters)).toArray(String[]::new));
    }

    @BeforeEach
    void start() throws IOException {
        server = new WebServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** What a client sees that connects. */
    private String refusal(String path, String... parameters) throws IOException {
        try (Served served = serve(server.uri(path), parameters)) {
            return String.valueOf(
                    assertThrows(IOException.class, served::client).getMessage());
        }
    }

    /** What a client sees that reads. */
    private String failure(String path, String... parameters) throws IOException {
        try (Served served = serve(server.uri(path), parameters)) {
            NbdClient client = served.client();
            return String.valueOf(assertThrows(IOException.class, () -> client.read(AT, ByteBuffer.allocate(LENGTH), 0))
                    .getMessage());
        }
    }

    private void assertRead(String path, int length, String... parameters) throws IOException {
        try (Served served = serve(server.uri(path), parameters)) {
            assertRead(served.client(), AT, length);
        }
    }

    private static void assertRead(NbdClient client, long offset, int length) throws IOException {
        byte[] got = new byte[length];
        client.read(offset, ByteBuffer.allocate(length), 0).data().get(got);
        assertArrayEquals(WebServer.bytes(offset, offset + length), got);
    }

    private static void says(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    @Test
    void serverWithoutRangesIsRefused() throws IOException {
        server.on("/whole", exchange -> {
            exchange.sendResponseHeaders(200, SIZE);
            exchange.getResponseBody().write(new byte[(int) SIZE]);
        });
        says(refusal("/whole"), "/whole can only be read as a whole", "plugin file");
    }

    @ParameterizedTest
    @CsvSource({"401, user=", "403, cookie=", "404, does not exist", "500, at the moment", "418, status 418"})
    void statusIsExplained(int status, String part) throws IOException {
        server.on("/status", exchange -> WebServer.status(exchange, status));
        says(refusal("/status"), "/status", part);
    }

    @Test
    void redirectsInALoopAreNamed() throws IOException {
        server.on("/one", exchange -> {
            exchange.getResponseHeaders().set("Location", "/two");
            WebServer.status(exchange, 302);
        });
        server.on("/two", exchange -> {
            exchange.getResponseHeaders().set("Location", "/one");
            WebServer.status(exchange, 302);
        });
        says(refusal("/one"), "redirected without an end", "/two");
        says(refusal("/one", "followlocation=false"), "followlocation=false");
    }

    @Test
    void redirectIsFollowedOnce() throws IOException {
        AtomicInteger redirects = new AtomicInteger();
        server.on("/moved", exchange -> {
            redirects.incrementAndGet();
            exchange.getResponseHeaders().set("Location", "/good/" + SIZE);
            WebServer.status(exchange, 302);
        });
        assertRead("/moved", LENGTH);
        assertEquals(1, redirects.get());
    }

    /** An address that was signed for some minutes stops working while a client reads. */
    @Test
    void fileIsFoundAnewWhenItsPlaceIsNoLongerValid() throws IOException {
        AtomicInteger places = new AtomicInteger();
        server.on("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/place/" + places.incrementAndGet());
            WebServer.status(exchange, 307);
        });
        server.on("/place/1", exchange -> {
            if (WebServer.isProbe(exchange)) {
                WebServer.range(exchange, SIZE);
            } else {
                WebServer.status(exchange, 403);
            }
        });
        server.on("/place/2", exchange -> WebServer.range(exchange, SIZE));
        assertRead("/moved", LENGTH);
        assertEquals(2, places.get());
    }

    @Test
    void otherServersDoNotLearnThePassword() throws IOException {
        Headers[] seen = new Headers[2];
        try (WebServer other = new WebServer()) {
            other.on("/there", exchange -> {
                seen[1] = exchange.getRequestHeaders();
                WebServer.range(exchange, SIZE);
            });
            server.on("/here", exchange -> {
                seen[0] = exchange.getRequestHeaders();
                exchange.getResponseHeaders()
                        .set("Location", other.uri("/there").toString());
                WebServer.status(exchange, 302);
            });
            assertRead("/here", LENGTH, "user=me", "password=secret", "cookie=a=b", "header=X-Mine: 1");
        }
        assertEquals("Basic bWU6c2VjcmV0", seen[0].getFirst("Authorization"));
        assertEquals("a=b", seen[0].getFirst("Cookie"));
        assertEquals(null, seen[1].getFirst("Authorization"));
        assertEquals(null, seen[1].getFirst("Cookie"));
        assertEquals("1", seen[1].getFirst("X-Mine"));
    }

    @Test
    void bodyThatIsCutIsContinuedWhereItEnded() throws IOException {
        AtomicInteger cut = new AtomicInteger();
        server.on("/cut", exchange -> {
            if (WebServer.isProbe(exchange) || cut.getAndIncrement() == 3) {
                WebServer.range(exchange, SIZE);
                return;
            }
            long from = WebServer.asked(exchange)[0];
            WebServer.begin(exchange, SIZE, 0);
            exchange.getResponseBody().write(WebServer.bytes(from, from + 1000));
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        });
        assertRead("/cut", LENGTH);
        assertEquals(4, cut.get());
    }

    @Test
    void bodyThatIsAlwaysCutBeforeItBeginsIsAnError() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        server.on("/cut", exchange -> {
            WebServer.begin(exchange, SIZE, 0);
            if (WebServer.isProbe(exchange)) {
                exchange.getResponseBody().write(WebServer.bytes(0, 1));
                return;
            }
            asked.incrementAndGet();
            throw new IOException("cut");
        });
        says(failure("/cut"), "the connection to 127.0.0.1");
        // Java asks twice each time.
        assertTrue(asked.get() >= 5 && asked.get() <= 10, asked.toString());
    }

    @Test
    void busyServerIsAskedAgain() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        server.on("/busy", exchange -> {
            if (WebServer.isProbe(exchange) || asked.incrementAndGet() == 3) {
                WebServer.range(exchange, SIZE);
            } else {
                WebServer.status(exchange, 503);
            }
        });
        assertRead("/busy", LENGTH);
        assertEquals(3, asked.get());
    }

    @Test
    void changedFileIsAnErrorAndNotAMixture() throws IOException {
        AtomicInteger version = new AtomicInteger(1);
        server.on("/changing", exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"v" + version.get() + "\"");
            WebServer.range(exchange, SIZE);
        });
        try (Served served = serve(server.uri("/changing"))) {
            NbdClient client = served.client();
            assertRead(client, AT, LENGTH);
            version.set(2);
            String message = String.valueOf(
                    assertThrows(IOException.class, () -> client.read(2_000_000, ByteBuffer.allocate(LENGTH), 0))
                            .getMessage());
            says(message, "has changed", "\"v1\"", "\"v2\"");
            assertRead(served.client(), AT, LENGTH);
        }
    }

    @Test
    void versionIsDemandedOfTheServer() throws IOException {
        server.on("/strict", exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            if (WebServer.isProbe(exchange)) {
                WebServer.range(exchange, SIZE);
            } else {
                WebServer.status(
                        exchange, "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-Match")) ? 412 : 500);
            }
        });
        says(failure("/strict"), "has changed", "status 412");
    }

    @ParameterizedTest
    @CsvSource({"/other, sends others", "/more, sends more", "/packed, compressed", "/all, sends all of it"})
    void bytesThatWereNotAskedForAreRefused(String path, String part) throws IOException {
        server.on("/other", exchange -> {
            if (WebServer.isProbe(exchange)) {
                WebServer.range(exchange, SIZE);
            } else {
                exchange.getResponseHeaders().set("Content-Range", "bytes 0-4095/" + SIZE);
                exchange.sendResponseHeaders(206, LENGTH);
                exchange.getResponseBody().write(new byte[LENGTH]);
            }
        });
        server.on("/more", exchange -> {
            boolean probe = WebServer.isProbe(exchange);
            WebServer.begin(exchange, SIZE, probe ? 0 : 1000);
            exchange.getResponseBody().write(new byte[probe ? 1 : LENGTH + 1000]);
        });
        server.on("/packed", exchange -> {
            if (!WebServer.isProbe(exchange)) {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            }
            WebServer.range(exchange, SIZE);
        });
        server.on("/all", exchange -> {
            if (WebServer.isProbe(exchange)) {
                WebServer.range(exchange, SIZE);
            } else {
                exchange.sendResponseHeaders(200, SIZE);
                exchange.getResponseBody().write(new byte[(int) SIZE]);
            }
        });
        says(failure(path), path, part);
    }

    @ParameterizedTest
    @CsvSource({"/silent, has sent nothing for 300 ms", "/stuck, has sent nothing for 300 ms"})
    void serverThatStandsStillIsAnError(String path, String part) throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        server.on("/silent", exchange -> {
            if (WebServer.isProbe(exchange)) {
                WebServer.range(exchange, SIZE);
            } else {
                over.await();
            }
        });
        server.on("/stuck", exchange -> {
            if (WebServer.isProbe(exchange)) {
                WebServer.range(exchange, SIZE);
            } else {
                WebServer.begin(exchange, SIZE, 0);
                exchange.getResponseBody().write(new byte[10]);
                exchange.getResponseBody().flush();
                over.await();
            }
        });
        try {
            says(failure(path, "timeout=300ms"), part, "timeout=");
        } finally {
            over.countDown();
        }
    }

    @Test
    void serverThatStandsStillWhenTheFileIsOpenedIsAnError() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        server.on("/stuck", exchange -> {
            WebServer.begin(exchange, SIZE, 0);
            exchange.getResponseBody().flush();
            over.await();
        });
        try {
            says(refusal("/stuck", "timeout=200ms"), "has not answered for 200 ms");
        } finally {
            over.countDown();
        }
    }

    @Test
    void clientOfASilentServerCanLeave() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        server.on("/silent", exchange -> {
            if (WebServer.isProbe(exchange)) {
                WebServer.range(exchange, SIZE);
            } else {
                asked.countDown();
                over.await();
            }
        });
        try (Served served = serve(server.uri("/silent"))) {
            NbdClient client = served.client();
            var _ = client.transmission().read(AT, ByteBuffer.allocate(LENGTH), 0);
            asked.await();
            client.transmission().close();
        } finally {
            over.countDown();
        }
    }

    @Test
    void hostsAndPortsThatDoNotAnswerAreNamed() throws IOException {
        int port = server.uri("/").getPort();
        server.close();
        try (Served served = serve(URI.create("http://127.0.0.1:" + port + "/disk"))) {
            says(
                    String.valueOf(
                            assertThrows(IOException.class, served::client).getMessage()),
                    "cannot connect to 127.0.0.1:" + port);
        }
        server = new WebServer();
    }
}
