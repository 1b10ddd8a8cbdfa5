// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A disk behind two gateways, which are our own servers: one can restart, and the client of the other notices nothing. */
class GatewayIT {
    private static final int LENGTH = 4096;

    @RegisterExtension
    private final Platter platter = new Platter();

    private Served gateway(Path socket, String behind) throws IOException {
        return Served.started(
                platter.command("platter").start("-U", socket.toString(), "nbd", behind, "--run", Served.CAPTIVE));
    }

    @Test
    @Timeout(60)
    void aClientSurvivesTheRestartOfAGateway() throws IOException {
        Served disk = platter.serve("memory", "1M");
        Path socket = platter.folder().resolve("gateway");
        ByteBuffer written = ByteBuffer.allocate(LENGTH);
        while (written.hasRemaining()) {
            written.putInt(written.position() * 7);
        }
        Served first = gateway(socket, disk.uri());
        Served front = platter.serve(
                "--filter=retry", "nbd", "socket=" + socket, "retries=100", "retry-delay=0.1", "retry-exponential=no");
        try (NbdClient client = NbdClient.connect(NbdUri.parse(front.uri()))) {
            client.write(0, written.flip(), 0);
            first.close();
            try (Served _ = gateway(socket, disk.uri())) {
                assertEquals(
                        written, client.read(0, ByteBuffer.allocate(LENGTH), 0).data());
            }
        }
    }
}
