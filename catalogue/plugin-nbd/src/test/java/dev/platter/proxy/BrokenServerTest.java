// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.client.RequestFailedException;
import dev.platter.testkit.Served;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other servers that break off, lie or say nothing cost their clients an error, and nobody the time of waiting for them. */
@Timeout(30)
class BrokenServerTest {
    private static final int LENGTH = 4096;

    /** The error that a client gets for a read. */
    private static String refusal(boolean shared, BrokenServer.Behaviour behaviour) throws Exception {
        try (BrokenServer server = new BrokenServer(behaviour);
                Served proxy = Served.of(Proxies.of(server.uri(), shared, 0));
                NbdClient client = proxy.client()) {
            ByteBuffer into = ByteBuffer.allocate(LENGTH);
            return assertThrows(RequestFailedException.class, () -> client.read(0, into, 0))
                    .getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aServerThatLeavesIsNamed(boolean shared) throws Exception {
        String refusal = refusal(shared, (in, _) -> BrokenServer.request(in));
        assertTrue(refusal.contains("the server closed the connection"), refusal);
        assertTrue(refusal.contains("NBD_CMD_READ of 4096 bytes at offset 0"), refusal);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void halfAnAnswerIsNone(boolean shared) throws Exception {
        String refusal = refusal(shared, (in, out) -> {
            BrokenServer.succeed(out, BrokenServer.request(in));
            out.write(new byte[LENGTH / 2]);
        });
        assertTrue(refusal.contains("the data of NBD_CMD_READ"), refusal);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerToNoRequestIsNamed(boolean shared) throws Exception {
        String refusal = refusal(shared, (in, out) -> {
            BrokenServer.succeed(out, BrokenServer.request(in) + 1);
            untilTheEnd(in);
        });
        assertTrue(refusal.contains("which no unanswered request has"), refusal);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rubbishIsNamed(boolean shared) throws Exception {
        String refusal = refusal(shared, (in, out) -> {
            BrokenServer.request(in);
            out.writeInt(7);
            untilTheEnd(in);
        });
        assertTrue(refusal.contains("a reply began with 0x7"), refusal);
    }

    private static void untilTheEnd(DataInputStream in) throws IOException {
        in.readAllBytes();
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored")
    void aClientOfASilentServerCanLeave() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        try (BrokenServer server = new BrokenServer((in, _) -> {
                    BrokenServer.request(in);
                    asked.countDown();
                    untilTheEnd(in);
                    left.countDown();
                });
                Served proxy = Served.of(Proxies.of(server.uri(), false, 0))) {
            NbdClient client = proxy.client();
            client.transmission().read(0, ByteBuffer.allocate(LENGTH), 0);
            asked.await();
            client.close();
            left.await();
        }
        assertEquals(0, left.getCount());
    }
}
