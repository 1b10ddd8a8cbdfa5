// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("same-in-both-modes")
@Timeout(30)
class ReadAheadTest {
    private static final int SIZE = (12 << 20) + 4321;
    private static final int LENGTH = 64 << 10;

    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        server = new WebServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void assertRead(NbdClient client, long offset, int length) throws IOException {
        byte[] got = new byte[length];
        client.read(offset, ByteBuffer.allocate(length), 0).data().get(got);
        assertArrayEquals(WebServer.bytes(offset, offset + length), got);
    }

    @Test
    void readerInOrderCostsARequestForEachMegabyte() throws IOException {
        try (Served served = Curl.serve(server.uri("/good/" + SIZE))) {
            NbdClient client = served.client();
            for (long at = 0; at < SIZE; at += LENGTH) {
                assertRead(client, at, (int) Math.min(LENGTH, SIZE - at));
            }
        }
        List<String> blocks = server.asked.stream()
                .filter(range -> !range.equals("bytes=0-0"))
                .toList();
        assertTrue(blocks.size() <= 15, blocks.toString());
        assertEquals(blocks.size(), blocks.stream().distinct().count(), "a block was fetched twice: " + blocks);
    }

    @Test
    void readerHereAndThereGetsNothingElse() throws IOException {
        Random random = new Random(1);
        try (Served served = Curl.serve(server.uri("/good/1000000000"))) {
            NbdClient client = served.client();
            for (int i = 0; i < 20; i++) {
                assertRead(client, 100_000_000L * (1 + i * 7 % 9) + random.nextInt(1000), 512);
            }
        }
        assertEquals(21, server.asked.size(), server.asked.toString());
    }

    @Test
    void longReadIsCutIntoPartsThatAreFetchedAtOnce() throws IOException {
        try (Served served = Curl.serve(server.uri("/good/" + SIZE))) {
            assertRead(served.client(), 1234, 8 << 20);
        }
        assertEquals(1 + 8, server.asked.size(), server.asked.toString());
    }

    @Test
    void readerThatTurnsBackGetsTheSameBytes() throws IOException {
        try (Served served = Curl.serve(server.uri("/good/" + SIZE))) {
            NbdClient client = served.client();
            for (int i = 0; i < 40; i++) {
                assertRead(client, 100_000L * i, 150_000);
                assertRead(client, Math.max(0, 100_000L * i - 700_000), 10_000);
            }
        }
    }
}
