// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.FakeDisk.Method;
import dev.platter.testkit.ServeExtension;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("same-in-both-modes")
@Timeout(30)
class CacheTest {
    private static final int BLOCK = 64 << 10;

    private final FakeDisk behind = FakeDisk.of(1 << 20);

    @RegisterExtension
    final ServeExtension served =
            ServeExtension.plugin(behind::plugin).filteredBy(() -> new CacheFilter(new CacheFilter.Config(4)));

    private static byte read(NbdClient client, long offset) throws IOException {
        return client.read(offset, ByteBuffer.allocate(1), 0).data().get(0);
    }

    /** Whether the disk behind was asked for what a client has asked for, and not for whole blocks. */
    private boolean isAsked() {
        return behind.calls().stream().anyMatch(call -> call.method() == Method.READ && call.length() == 1);
    }

    private void awaitKept(NbdClient client, long offset) throws IOException {
        do {
            behind.forget();
            read(client, offset);
        } while (isAsked());
    }

    @Test
    void aBlockIsKeptForAllClientsAndTheNextOneReadAhead(NbdClient client, NbdClient other) throws Exception {
        read(client, 0);
        while (behind.calls().stream().noneMatch(call -> call.offset() == BLOCK && call.length() == BLOCK)) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        awaitKept(client, 0);
        behind.forget();

        read(other, BLOCK - 1);
        assertFalse(isAsked());
    }

    @Test
    void aWriteReachesTheDiskBehindAndIsReadByAnotherClient(NbdClient client, NbdClient other) throws IOException {
        awaitKept(client, 0);
        other.write(100, ByteBuffer.wrap(new byte[] {42}), 0);

        assertEquals(1, behind.count(Method.WRITE));
        assertEquals(42, read(client, 100));
    }

    @Test
    void noMoreBlocksAreKeptThanWereAskedFor(NbdClient client) throws IOException {
        for (int block = 0; block < 8; block += 2) {
            awaitKept(client, block * BLOCK);
            awaitKept(client, (block + 1) * BLOCK);
        }
        behind.forget();

        read(client, 0);
        assertTrue(isAsked());
    }
}
