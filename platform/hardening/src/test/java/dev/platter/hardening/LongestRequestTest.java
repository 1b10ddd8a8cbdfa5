// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.parameters.Size;
import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import dev.platter.client.RequestFailedException;
import dev.platter.engine.export.Chain;
import dev.platter.memory.MemoryPlugin;
import dev.platter.nbd.NbdError;
import dev.platter.ram.Allocator;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads and writes up to 64 MiB are served, longer ones are refused, and the connection goes on. */
@Timeout(60)
class LongestRequestTest {
    private static final int LONGEST = 64 << 20;

    @Test
    void oneByteTooManyIsRefused() throws IOException {
        Chain chain = Chain.of(
                        "memory",
                        new MemoryPlugin(new MemoryPlugin.Config(
                                new Size(1L << 32), new Allocator(Allocator.Kind.SPARSE, false))))
                .build();
        try (LocalServer server = new LocalServer(chain);
                NbdClient client =
                        NbdClient.connect(NbdUri.unix(((UnixDomainSocketAddress) server.unix()).getPath(), ""))) {
            ByteBuffer data = ByteBuffer.allocate(LONGEST + 1);
            data.put(LONGEST - 2, (byte) 7).put(LONGEST - 1, (byte) 8).put(LONGEST, (byte) 9);
            for (int length : new int[] {LONGEST - 1, LONGEST}) {
                long offset = (1L << 31) - length / 2;
                client.write(offset, data.duplicate().limit(length), 0);
                ByteBuffer read =
                        client.read(offset, ByteBuffer.allocate(length), 0).data();
                assertEquals(data.duplicate().limit(length), read);
            }
            ByteBuffer tooLong = data.duplicate();
            assertEquals(
                    NbdError.EINVAL,
                    assertThrows(RequestFailedException.class, () -> client.write(0, tooLong, 0))
                            .error());
            // This is the error with extended headers; a client without them gets EINVAL, see SentRequest.
            assertEquals(
                    NbdError.EOVERFLOW,
                    assertThrows(
                                    RequestFailedException.class,
                                    () -> client.read(0, ByteBuffer.allocate(LONGEST + 1), 0))
                            .error());
            assertEquals(
                    ByteBuffer.allocate(10),
                    client.read(0, ByteBuffer.allocate(10), 0).data());
        }
    }
}
