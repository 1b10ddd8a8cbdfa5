// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.client.NbdClient;
import dev.platter.client.RequestFailedException;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("same-in-both-modes")
@Timeout(30)
class HttpTest {
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        server = new WebServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Served serve(String path) throws IOException {
        return Served.of(new HttpPlugin(new HttpPlugin.Config(server.uri(path), Duration.ofSeconds(100))));
    }

    @Test
    void aReadAsksForItsRange() throws IOException {
        try (Served served = serve("/ranges/1000001")) {
            ByteBuffer data =
                    served.client().read(999_000, ByteBuffer.allocate(1001), 0).data();

            for (int i = 0; i < 1001; i++) {
                assertEquals(WebServer.byteAt(999_000 + i), data.get(i));
            }
        }
    }

    @Test
    void aServerThatKnowsNoRangesFailsTheRead() throws IOException {
        try (Served served = serve("/whole/1000001")) {
            NbdClient client = served.client();

            assertThrows(RequestFailedException.class, () -> client.read(0, ByteBuffer.allocate(512), 0));
        }
    }

    @Test
    void aServerThatIsSilentHoldsUpNobodyWhenTheClientHasGone() throws Exception {
        try (Served served = serve("/silent/1000001")) {
            NbdClient client = served.client();
            client.transmission().read(0, ByteBuffer.allocate(512), 0);
            server.awaitSilence();
            client.transmission().close();
        }
    }
}
