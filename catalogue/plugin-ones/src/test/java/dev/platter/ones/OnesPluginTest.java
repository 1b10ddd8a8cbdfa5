// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ones;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.Size;
import dev.platter.nbd.BlockStatus;
import dev.platter.testkit.HeldLoan;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnesPluginTest {
    private static Disk disk(long size, int value) throws IOException {
        OnesPlugin plugin = new OnesPlugin(new OnesPlugin.Config(new Size(size), value));
        plugin.start(new TestContext());
        return plugin.open(TestClient.anybody());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x80, 0xff})
    void onlyTheRangeIsFilledWithTheByte(int value) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(6).put(new byte[] {1, 2, 3, 4, 5, 6});
        disk(Long.MAX_VALUE, value).read(buffer.position(2).limit(5), Long.MAX_VALUE - 3, HoleSink.NONE);

        assertFalse(buffer.hasRemaining());
        byte[] all = new byte[6];
        buffer.clear().get(all);
        byte expected = (byte) value;
        assertArrayEquals(new byte[] {1, 2, expected, expected, expected, 6}, all);
    }

    @Test
    void writtenDataIsForgotten() throws IOException {
        Disk disk = disk(1000, 0xff);
        disk.write(ByteBuffer.allocateDirect(1), 0, RequestFlags.NONE);
        disk.zero(0, 1, RequestFlags.NONE);

        ByteBuffer buffer = ByteBuffer.allocateDirect(1);
        disk.read(buffer, 0, HoleSink.NONE);
        assertEquals((byte) 0xff, buffer.get(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 1 << 20, (1 << 20) + 5})
    void longReadsAreLent(int length) throws IOException {
        HeldLoan loan = new HeldLoan();
        assertTrue(disk(1 << 21, 7).lend(3, length, loan));

        byte[] expected = new byte[length];
        Arrays.fill(expected, (byte) 7);
        assertArrayEquals(expected, loan.bytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0xff})
    void theWholeDiskIsData(int value) throws IOException {
        List<String> extents = new ArrayList<>();
        disk(1L << 50, value)
                .extents(1 << 20, 4096, (offset, length, status) -> extents.add(offset + "+" + length + ":" + status));

        assertEquals(List.of("0+" + (1L << 50) + ":" + BlockStatus.DATA), extents);
    }
}
