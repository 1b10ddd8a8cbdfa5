// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.engine.export.Chain;
import dev.platter.engine.policy.ConnectionLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that serves two clients at a time. */
@Timeout(60)
class ConnectionLimitTest {
    @RegisterExtension
    private final ServedChain chain = new ServedChain();

    @Test
    void clientBeyondTheLimitIsDisconnectedAndFindsAPlaceLater() throws Exception {
        chain.serve(
                Chain.of("fake", new FakePlugin(FakePlugin.Kind.INLINE)),
                false,
                server -> server.connections(new ConnectionLimits(Optional.of(2), Optional.empty(), Optional.empty())));
        try (Socket first = connect();
                Socket second = connect()) {
            assertEquals('N', first.getInputStream().read());
            assertEquals('N', second.getInputStream().read());
            try (Socket third = connect()) {
                assertEquals(-1, third.getInputStream().read());
            }
            assertEquals(2, chain.server().visits().size());
        }
        int answer = -1;
        for (long end = System.nanoTime() + Duration.ofSeconds(20).toNanos(); answer < 0 && System.nanoTime() < end; ) {
            try (Socket later = connect()) {
                answer = later.getInputStream().read();
            }
        }
        assertEquals('N', answer);
    }

    private Socket connect() throws IOException {
        InetSocketAddress address =
                (InetSocketAddress) chain.server().addresses().getFirst();
        return new Socket(address.getAddress(), address.getPort());
    }
}
