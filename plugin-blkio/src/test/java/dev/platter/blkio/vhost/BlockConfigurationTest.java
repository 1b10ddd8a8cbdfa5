// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.vhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.blkio.device.Traits;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is believed of the configuration of a device. */
class BlockConfigurationTest {
    private static final long EVERYTHING = 1L << VirtioFeatures.BLOCK_SIZE
            | 1L << VirtioFeatures.FLUSH
            | 1L << VirtioFeatures.TOPOLOGY
            | 1L << VirtioFeatures.MULTI_QUEUE
            | 1L << VirtioFeatures.DISCARD
            | 1L << VirtioFeatures.WRITE_ZEROES;

    private final ByteBuffer space =
            ByteBuffer.allocate(BlockConfiguration.LENGTH).order(ByteOrder.LITTLE_ENDIAN);

    BlockConfigurationTest() {
        space.putLong(0, 2049).putInt(20, 4096).putInt(28, 16).putShort(34, (short) 3);
        space.putInt(36, 1001).putInt(40, 1).putInt(48, -1).putInt(52, 1).put(56, (byte) 1);
    }

    private BlockConfiguration with(long features) {
        return new BlockConfiguration(MemorySegment.ofBuffer(space), new VirtioFeatures(features));
    }

    @Test
    void lengthsAreRoundedDownToWholeBlocks() throws IOException {
        Traits expected = new Traits(
                1 << 20, false, true, true, true, 4096, 65536, 1000 / 8 * 4096, 0xffffffffL * 512 / 4096 * 4096);

        assertEquals(expected, with(EVERYTHING).traits());
        assertEquals(3, with(EVERYTHING).queues());
    }

    @Test
    void whatIsNotOfferedIsNotBelieved() throws IOException {
        assertEquals(new Traits(2049 * 512, false, false, false, false, 512, 0, 0, 0), with(0).traits());
        assertEquals(1, with(0).queues());
        assertFalse(with(0).zeroMayUnmap());
    }

    @Test
    void readOnlyDeviceIsNeverChanged() throws IOException {
        Traits traits = with(EVERYTHING | 1L << VirtioFeatures.READ_ONLY).traits();

        assertTrue(traits.readOnly() && !traits.trim() && !traits.zero());
    }

    @Test
    void trimOfNoSectorsOrSegmentsIsNotOffered() throws IOException {
        space.putInt(36, 0).putInt(52, 0);

        assertFalse(with(EVERYTHING).traits().trim());
        assertFalse(with(EVERYTHING).traits().zero());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 256, 513, 131072, -1, Integer.MIN_VALUE})
    void impossibleBlockSizeIsRefused(int block) {
        space.putInt(20, block);

        String said =
                assertThrows(IOException.class, () -> with(EVERYTHING).traits()).getMessage();

        assertTrue(said.contains("blocks have " + Integer.toUnsignedString(block) + " bytes"), said);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE / 512 + 1})
    void impossibleCapacityIsRefused(long sectors) {
        space.putLong(0, sectors);

        String said =
                assertThrows(IOException.class, () -> with(EVERYTHING).traits()).getMessage();

        assertTrue(said.contains("has " + Long.toUnsignedString(sectors) + " sectors"), said);
    }

    @Test
    void absurdPreferredLengthIsIgnored() throws IOException {
        space.putInt(28, -1);

        assertEquals(0, with(EVERYTHING).traits().preferred());
    }
}
