// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.testkit.Served;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A proxy is given whole requests for http, and asked for a tunnel for https. */
@Tag("same-in-both-modes")
@Timeout(30)
class ProxyTest {
    private static final int SIZE = 100_000;
    private static final String LOGIN = "Proxy-Authorization: Basic bWU6c2VjcmV0";

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private ServerSocket proxy;

    /** Answers each request with bytes of the file, and each tunnel with a refusal. */
    @BeforeEach
    void start() throws IOException {
        proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!proxy.isClosed()) {
                try (Socket client = proxy.accept()) {
                    serve(client);
                } catch (IOException e) {
                    // The next one may do better.
                }
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
    }

    private void serve(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            text.append(line).append('\n');
        }
        requests.add(text.toString());
        OutputStream out = client.getOutputStream();
        if (text.indexOf("CONNECT") == 0) {
            out.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            return;
        }
        String range = text.toString()
                .lines()
                .filter(line -> line.startsWith("Range"))
                .findFirst()
                .orElseThrow();
        List<Long> ends = List.of(range.split("[=-]")).subList(1, 3).stream()
                .map(Long::parseLong)
                .toList();
        byte[] bytes = WebServer.bytes(ends.get(0), ends.get(1) + 1);
        out.write(("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + ends.get(0) + "-" + ends.get(1) + "/"
                        + SIZE + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.write(bytes);
    }

    private String[] throughTheProxy() {
        return new String[] {
            "proxy=127.0.0.1:" + proxy.getLocalPort(), "proxy-user=me", "proxy-password=secret", "timeout=10"
        };
    }

    @Test
    void proxyIsGivenTheWholeAddress() throws IOException {
        try (Served served = Curl.serve(URI.create("http://no-such-host.example/disk"), throughTheProxy())) {
            NbdClient client = served.client();
            byte[] got = new byte[1000];
            client.read(5000, ByteBuffer.allocate(1000), 0).data().get(got);
            assertArrayEquals(WebServer.bytes(5000, 6000), got);
        }
        String first = String.valueOf(requests.poll());
        assertTrue(first.startsWith("GET http://no-such-host.example/disk HTTP/1.1\n"), first);
        assertTrue(first.contains(LOGIN), first);
    }

    @Test
    void tunnelIsAskedForAndItsRefusalIsTold() throws IOException {
        try (Served served = Curl.serve(URI.create("https://no-such-host.example/disk"), throughTheProxy())) {
            String refusal = String.valueOf(
                    assertThrows(IOException.class, served::client).getMessage());
            assertTrue(refusal.contains("403"), refusal);
        }
        String first = String.valueOf(requests.poll());
        assertEquals(
                "CONNECT no-such-host.example:443 HTTP/1.1",
                first.lines().findFirst().orElse(""));
        assertTrue(first.contains(LOGIN), first);
    }
}
