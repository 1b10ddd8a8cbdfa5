// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The extended partition is 100 to 1100. */
class LogicalPartitionTest {
    private final Image image = Image.of512().primary(1, 10, 20).mbr(0, 1, Image.EXTENDED, 100, 1000);

    private static List<Integer> numbers(PartitionTable table) {
        return table.partitions().stream().map(Partition::number).toList();
    }

    private Image chain(long... records) {
        for (int i = 0; i < records.length; i++) {
            image.mbr(records[i], 0, Image.LINUX, 2, 10);
            if (i + 1 < records.length) {
                image.mbr(records[i], 1, Image.EXTENDED, records[i + 1] - 100, 50);
            }
        }
        return image;
    }

    @Test
    void logicalPartitionsCountFromFiveAndFromTheirRecord() throws IOException {
        PartitionTable table = chain(100, 200, 300).find();

        assertEquals(List.of(1, 5, 6, 7), numbers(table));
        assertEquals(202 * 512, table.partition(6).offset());
        assertEquals(List.of(), table.notes());
    }

    @Test
    void recordsMayBeInAnyOrder() throws IOException {
        PartitionTable table = chain(100, 500, 200).find();

        assertEquals(502 * 512, table.partition(6).offset());
        assertEquals(202 * 512, table.partition(7).offset());
    }

    @Test
    void aRecordWithoutAPartitionTakesNoNumber() throws IOException {
        chain(100, 200);
        image.mbr(100, 0, 0, 0, 0);

        assertEquals(List.of(1, 5), numbers(image.find()));
        assertEquals(202 * 512, image.find().partition(5).offset());
    }

    @Test
    void aChainThatLeadsBackEndsThereWithANote() throws IOException {
        chain(100, 200, 300).mbr(300, 1, Image.EXTENDED, 100, 50);

        assertEquals(List.of(1, 5, 6, 7), numbers(image.find()));
        assertEquals(
                List.of("the chain of logical partitions leads back to sector 200"),
                image.find().notes());
    }

    @Test
    void aChainThatLeavesTheExtendedPartitionEndsThereWithANote() throws IOException {
        chain(100).mbr(100, 1, Image.EXTENDED, 1000, 50);

        assertEquals(
                List.of("the chain of logical partitions leads to sector 1100, outside of the extended partition"
                        + " 100 to 1099"),
                image.find().notes());
    }

    @Test
    void aChainThatLeavesTheDiskEndsThereWithANote() throws IOException {
        image.mbr(0, 1, Image.EXTENDED, 100, 4_000_000_000L);
        chain(100).mbr(100, 1, Image.EXTENDED, 3_000_000_000L, 50);

        assertEquals(
                List.of("the chain of logical partitions leads to sector 3000000100 of a disk of 2048"),
                image.find().notes());
    }

    @Test
    void aChainThatLeadsToDataEndsThereWithANote() throws IOException {
        chain(100).mbr(100, 1, Image.EXTENDED, 600, 50);

        PartitionException refused =
                assertThrows(PartitionException.class, () -> image.find().partition(6));
        assertTrue(
                refused.getMessage().endsWith("leads to sector 700, which is not a boot record"), refused.getMessage());
    }

    @Test
    void aLogicalPartitionBeyondItsExtendedPartitionCannotBeUsed() throws IOException {
        chain(100, 200).mbr(200, 0, Image.LINUX, 2, 899);
        PartitionTable table = image.find();

        PartitionException refused = assertThrows(PartitionException.class, () -> table.partition(6));
        assertTrue(
                refused.getMessage()
                        .contains("sectors 202 to 1100 are not between their record at 200 and the end of the extended"
                                + " partition at 1099"),
                refused.getMessage());
        assertEquals(10 * 512, table.partition(5).length());
    }

    @Test
    void aSecondExtendedPartitionContinuesTheNumbers() throws IOException {
        chain(100).mbr(0, 2, 0x0f, 1200, 100).mbr(1200, 0, Image.LINUX, 1, 9);

        assertEquals(1201 * 512, image.find().partition(6).offset());
    }

    @Test
    void aVeryLongChainEndsWithANote() throws IOException {
        Image image4M = new Image(4 << 20, 512).mbr(0, 0, Image.EXTENDED, 1, 8000);
        for (int i = 0; i < 3000; i++) {
            image4M.mbr(1 + 2 * i, 0, Image.LINUX, 1, 1).mbr(1 + 2 * i, 1, Image.EXTENDED, 2 * (i + 1), 2);
        }

        PartitionTable table = image4M.find();

        assertEquals(1024, table.partitions().size());
        assertEquals(List.of("the chain of logical partitions has more than 1024 records"), table.notes());
    }
}
