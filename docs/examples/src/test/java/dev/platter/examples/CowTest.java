// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.client.Extent;
import dev.platter.client.NbdClient;
import dev.platter.nbd.BlockStatus;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.FakeDisk.Method;
import dev.platter.testkit.ServeExtension;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("same-in-both-modes")
class CowTest {
    private final FakeDisk behind = FakeDisk.of(1 << 20);

    @RegisterExtension
    final ServeExtension served = ServeExtension.plugin(behind::plugin).filteredBy(CowFilter::new);

    @Test
    void theDiskBehindIsNotChanged(NbdClient client) throws IOException {
        client.write(4711, ByteBuffer.wrap(new byte[] {42}), 0);
        client.flush();

        assertEquals(0, behind.count(Method.WRITE) + behind.count(Method.FLUSH));
    }

    @Test
    void aWriteOfOneClientIsReadByAnother(NbdClient one, NbdClient other) throws IOException {
        one.write(4711, ByteBuffer.wrap(new byte[] {42}), 0);

        assertEquals(42, other.read(4711, ByteBuffer.allocate(1), 0).data().get(0));
    }

    @Test
    void writesThatTouchAreOneExtentBetweenHoles(NbdClient client) throws IOException {
        client.write(2000, ByteBuffer.allocate(1000), 0);
        client.write(1000, ByteBuffer.allocate(1000), 0);

        assertEquals(
                List.of(0L, 1000L, 3000L),
                List.of(
                        extent(client, 0).offset(),
                        extent(client, 1000).offset(),
                        extent(client, 3000).offset()));
        assertEquals(
                List.of(1000L, 2000L),
                List.of(extent(client, 0).length(), extent(client, 1000).length()));
        assertEquals(0, extent(client, 1000).status());
    }

    private static Extent extent(NbdClient client, long offset) throws IOException {
        return client.blockStatus(offset, (1 << 20) - offset, 0)
                .get(BlockStatus.BASE_ALLOCATION)
                .getFirst();
    }
}
