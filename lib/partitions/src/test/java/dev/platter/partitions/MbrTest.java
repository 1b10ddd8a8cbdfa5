// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MbrTest {
    @Test
    void primaryPartitionsKeepTheNumbersOfTheirEntries() throws IOException {
        PartitionTable table =
                Image.of512().primary(2, 64, 100).primary(4, 200, 1).find();

        assertEquals(PartitionTable.Kind.MBR, table.kind());
        assertEquals(
                "its MBR with sectors of 512 bytes has 2 (51200 bytes at 32768), 4 (512 bytes at 102400)",
                table.toString());
        assertEquals("0x83", table.partition(2).type());
    }

    @Test
    void sectorsOf4096BytesAreCountedAsSuchIfTheyAreGivenOrLikely() throws IOException {
        Image image = new Image(1 << 20, 4096).primary(1, 8, 16);

        assertEquals(8 * 4096, image.read().partition(1).offset());
        assertEquals(
                16 * 4096,
                PartitionTable.find(image, 1 << 20, 4096).partition(1).length());
    }

    @Test
    void aPartitionThatEndsBeyondTheDiskCannotBeUsedAndTheOthersCan() throws IOException {
        PartitionTable table = Image.of512()
                .primary(1, 1, 2047)
                .primary(2, 1, 2048)
                .primary(3, 4_000_000_000L, 1)
                .find();

        assertEquals(2047 * 512, table.partition(1).length());
        PartitionException refused = assertThrows(PartitionException.class, () -> table.partition(2));
        assertTrue(
                refused.getMessage()
                        .startsWith(
                                "partition 2 cannot be used: sectors 1 to 2048 end beyond the disk, which has 2048; its"
                                        + " MBR"),
                refused.getMessage());
        assertThrows(PartitionException.class, () -> table.partition(3));
    }

    /** Debian's ISO images have such a partition of type 0, with another in it. */
    @Test
    void aPartitionAtSectorZeroCanBeUsed() throws IOException {
        PartitionTable table =
                Image.of512().mbr(0, 0, 0, 0, 2048).mbr(0, 1, 0xef, 100, 10).find();

        assertEquals(1 << 20, table.partition(1).length());
        assertEquals(List.of("partitions 1 and 2 overlap"), table.notes());
    }

    @Test
    void aSignedSectorWithoutEntriesHasNoPartitions() throws IOException {
        PartitionTable table = Image.of512().mbr(0, 0, 0, 0, 0).find();

        PartitionException refused = assertThrows(PartitionException.class, () -> table.partition(1));
        assertEquals(
                "the disk has no partition 1; its MBR with sectors of 512 bytes has no partitions",
                refused.getMessage());
    }

    @Test
    void theBootSectorOfAFileSystemIsNotATable() {
        Image fat = Image.of512().primary(1, 1, 1);
        fat.bytes.put(446, (byte) 0x69);

        PartitionException refused = assertThrows(PartitionException.class, fat::find);
        assertTrue(refused.getMessage().contains("code where the entries"), refused.getMessage());
    }

    @Test
    void anEmptyDiskHasNoTable() {
        PartitionException refused = assertThrows(PartitionException.class, Image.of512()::find);

        assertTrue(refused.getMessage().contains("neither an MBR nor a GPT"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511})
    void aDiskOfLessThanASectorIsRefusedWithItsSize(int size) {
        PartitionException refused = assertThrows(PartitionException.class, new Image(size, 512)::find);

        assertTrue(refused.getMessage().contains("it has " + size + " bytes"), refused.getMessage());
    }

    @Test
    void aDiskOfOneSectorIsRead() throws IOException {
        assertEquals(
                512, new Image(512, 512).primary(1, 0, 1).find().partition(1).length());
    }
}
