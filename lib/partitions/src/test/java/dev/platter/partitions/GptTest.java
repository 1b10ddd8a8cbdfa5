// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GptTest {
    private static Image gpt(int sector) {
        return new Image(1 << 20, sector)
                .gpt(1, 64, 99, "boot")
                .gpt(3, 100, 100, "größer 🙂")
                .seal();
    }

    private static String refusal(Image image) {
        return assertThrows(PartitionException.class, image::read).getMessage();
    }

    private static String refusal(PartitionTable table, int number) {
        return assertThrows(PartitionException.class, () -> table.partition(number))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource({"512, 512", "512, 4096", "4096, 512", "4096, 4096"})
    void theSizeOfSectorsIsFound(int sector, int likely) throws IOException {
        PartitionTable table = PartitionTable.find(gpt(sector), 1 << 20, likely);

        assertEquals(sector, table.sectorSize());
        assertEquals(64L * sector, table.partition(1).offset());
        assertEquals(36L * sector, table.partition(1).length());
        assertEquals(List.of(), table.notes());
    }

    @Test
    void namesAndTypesAreRead() throws IOException {
        PartitionTable table = gpt(512).find();

        assertEquals(PartitionTable.Kind.GPT, table.kind());
        assertEquals(3, table.partition("größer 🙂").number());
        assertEquals(Image.LINUX_GUID, table.partition(3).type());
    }

    @Test
    void aMissingPartitionIsRefusedWithTheTable() throws IOException {
        assertEquals(
                "the disk has no partition 2; its GPT with sectors of 512 bytes has 1 (18432 bytes at 32768,"
                        + " \"boot\"), 3 (512 bytes at 51200, \"größer 🙂\")",
                refusal(gpt(512).find(), 2));
    }

    @Test
    void aNameThatTwoPartitionsHaveIsRefused() throws IOException {
        PartitionTable table =
                Image.of512().gpt(1, 64, 70, "a").gpt(2, 80, 90, "a").seal().find();

        PartitionException refused = assertThrows(PartitionException.class, () -> table.partition("a"));
        assertTrue(refused.getMessage().startsWith("the disk has 2 partitions \"a\"; its GPT"), refused.getMessage());
    }

    @Test
    void controlCharactersOfANameDoNotReachTheTerminal() throws IOException {
        PartitionTable table =
                Image.of512().gpt(1, 64, 70, "a\u001b[2J\n").seal().find();

        assertTrue(refusal(table, 2).contains("\"a?[2J?\""), refusal(table, 2));
    }

    @Test
    void aLongTableIsListedInPart() throws IOException {
        Image image = Image.of512();
        for (int i = 1; i <= 128; i++) {
            image.gpt(i, 63 + i, 63 + i, "x".repeat(36));
        }
        String message = refusal(image.seal().find(), 129);

        assertTrue(message.endsWith("\"), and 112 more"), message);
        assertTrue(message.length() < 3000, message);
    }

    @Test
    void aDamagedHeaderIsReplacedByItsCopy() throws IOException {
        for (int at = 0; at < 92; at++) {
            PartitionTable table = gpt(512).flip(512 + at).find();

            assertEquals(64 * 512, table.partition(1).offset());
            assertTrue(
                    table.notes()
                            .getFirst()
                            .startsWith("the GPT's copy at the end of the disk is used, since its header"),
                    table.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void damagedEntriesAreReplacedByTheirCopy(int sector) throws IOException {
        PartitionTable table = gpt(sector).flip(2 * sector + 32).find();

        assertEquals(64L * sector, table.partition(1).offset());
        assertTrue(table.toString().contains("has entries with the CRC"), table.toString());
    }

    @Test
    void aCopyThatIsNotAtTheEndIsFoundByTheHeader() throws IOException {
        Image grown = new Image(2 << 20, 512);
        Image small = gpt(512).flip(2 * 512 + 32);
        grown.bytes.put(0, small.bytes, 0, 1 << 20);

        assertEquals(64 * 512, grown.find().partition(1).offset());
    }

    @Test
    void headerAndCopyThatAreBothDamagedAreRefusedWithBothReasons() {
        String message = refusal(gpt(512).flip(512 + 40).flip((1 << 20) - 512 + 40));

        assertTrue(
                message.matches(
                        "the disk has a GPT that cannot be used: with sectors of 512 bytes, its header has the CRC"
                            + " [0-9a-f]{8} and should have [0-9a-f]{8}, its copy at the end of the disk has the CRC"
                            + " [0-9a-f]{8} and should have [0-9a-f]{8}"),
                message);
    }

    @Test
    void aTableWithSectorsOfAnotherSizeThanTheGivenOneIsRefusedWithIt() {
        PartitionException refused =
                assertThrows(PartitionException.class, () -> PartitionTable.read(gpt(4096), 1 << 20, 512));

        assertTrue(refused.getMessage().endsWith("; there is one with sectors of 4096 bytes"), refused.getMessage());
    }

    @Test
    void theMbrCountsIfItHasPartitionsAndProtectsNoGpt() throws IOException {
        Image image = gpt(512).mbr(0, 0, Image.LINUX, 5, 6);

        assertEquals(PartitionTable.Kind.MBR, image.find().kind());
        assertEquals(
                PartitionTable.Kind.GPT,
                image.mbr(0, 2, Image.PROTECTIVE, 1, 1).find().kind());
    }

    @Test
    void aRelicOfACopyIsNotATable() {
        Image image = gpt(512).flip(512);
        image.bytes.put(0, new byte[512]);

        assertTrue(refusal(image).contains("neither an MBR nor a GPT"));
    }

    @Test
    void aGptWithoutAnMbrIsRead() throws IOException {
        Image image = gpt(512);
        image.bytes.put(0, new byte[512]);

        assertEquals(64 * 512, image.find().partition(1).offset());
    }

    @Test
    void largerEntriesAreRead() throws IOException {
        Image image =
                Image.of512().gpt(1, 64, 99, "one").gpt(3, 100, 100, "two").seal(64, 256);

        assertEquals(100 * 512, image.find().partition(2).offset());
    }

    @ParameterizedTest
    @CsvSource({
        "128, 64, has entries of 64 bytes",
        "128, 192, has entries of 192 bytes",
        "128, 8192, has entries of 8192 bytes",
        "128, -128, has entries of 4294967168 bytes",
        "32769, 128, has 32769 entries of 128 bytes; at most 4194304",
        "-1, 128, has 4294967295 entries",
        "32768, 128, 'beyond the disk, which has 2048'"
    })
    void entriesThatCannotBeTrueAreRefusedWithTheNumbers(int count, int entrySize, String reason) {
        String message = refusal(
                Image.of512().seal().header(1, 2047, 2, count, entrySize).flip((1 << 20) - 512));

        assertTrue(message.contains(reason), message);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MAX_VALUE, 2048, 2017})
    void entriesThatLieBeyondTheDiskAreRefused(long entries) {
        Image image = Image.of512().seal().flip((1 << 20) - 512);
        image.bytes.putLong(512 + 72, entries);

        String message = refusal(image.resign(1));

        assertTrue(message.contains("beyond the disk, which has 2048"), message);
    }

    @Test
    void aHeaderThatWasCopiedElsewhereIsNotOne() {
        Image image = Image.of512().seal().flip((1 << 20) - 512);
        image.bytes.putLong(512 + 24, 7);

        assertTrue(refusal(image.resign(1)).contains("its header is at sector 1 and says that it is at 7"));
    }

    @ParameterizedTest
    @CsvSource({
        "64, 63, before its first",
        "64, 2048, 'sectors 64 to 2048 end beyond the disk, which has 2048'",
        "-5, -1, beyond",
        "0, -1, 'sectors 0 to 18446744073709551615 end beyond'"
    })
    void aPartitionThatCannotBeTrueIsRefusedAndTheOthersCanBeUsed(long first, long last, String reason)
            throws IOException {
        PartitionTable table =
                Image.of512().gpt(1, first, last, "").gpt(2, 64, 70, "").seal().find();

        assertTrue(refusal(table, 1).contains(reason), refusal(table, 1));
        assertEquals(64 * 512, table.partition(2).offset());
    }

    @Test
    void overlapsAreNoted() throws IOException {
        PartitionTable table = Image.of512()
                .gpt(1, 64, 200, "")
                .gpt(2, 100, 120, "")
                .gpt(3, 150, 160, "")
                .gpt(4, 201, 210, "")
                .seal()
                .find();

        assertEquals(List.of("partitions 1 and 2 overlap", "partitions 1 and 3 overlap"), table.notes());
    }

    @Test
    void aPartitionOverTheTableIsNoted() throws IOException {
        PartitionTable table = Image.of512().gpt(1, 33, 200, "").seal().find();

        assertEquals(List.of("partition 1 leaves the sectors for partitions, 34 to 2014"), table.notes());
    }
}
