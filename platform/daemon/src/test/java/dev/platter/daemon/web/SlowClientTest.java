// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Clients that send half a request, or nothing, do not delay others, and are disconnected after a time. */
class SlowClientTest {
    private static final int CLIENTS = 20;

    @AutoClose
    private final Visitor visitor = new Visitor();

    private final List<Socket> slow = new ArrayList<>();

    SlowClientTest() throws IOException {}

    @Test
    void slowClientsDoNotHoldOthersUpAndAreDisconnected() throws Exception {
        try {
            for (int i = 0; i < CLIENTS; i++) {
                slow.add(halfOfARequest());
            }

            assertTimeoutPreemptively(
                    Duration.ofSeconds(4),
                    () -> assertEquals(200, visitor.get("/livez").statusCode()));

            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
                for (Socket socket : slow) {
                    assertEquals(-1, next(socket));
                }
            });
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private Socket halfOfARequest() throws IOException {
        Socket socket =
                new Socket(visitor.address().getAddress(), visitor.address().getPort());
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static int next(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketException e) {
            // The server closed the connection without reading what we had sent; this counts as an end too.
            return -1;
        }
    }
}
