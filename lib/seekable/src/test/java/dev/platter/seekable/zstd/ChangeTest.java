// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.seekable.Change;
import dev.platter.seekable.ImageInUseException;
import dev.platter.seekable.MemoryStorage;
import dev.platter.seekable.NotKeptException;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Picture;
import dev.platter.seekable.Progress;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.blocks.Block;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kept region is 1000 to 2 MiB and 3000. */
class ChangeTest {
    private static final int START = 1000;
    private static final int END = 2 * Picture.MIB + 3000;

    private final Picture picture = Picture.usual();

    private ByteBuffer change(Random random, int offset, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        System.arraycopy(bytes, 0, picture.bytes, offset, length);
        return ByteBuffer.wrap(bytes);
    }

    @Test
    void afterAFlushTheFileIsRightForEverybody() throws IOException {
        MemoryStorage file = Zst.compress(picture, START, END);
        Random random = new Random(3);
        try (SeekableImage image = Zst.open(file, OpenMode.WRITE)) {
            for (int i = 0; i < 50; i++) {
                int offset = START + random.nextInt(END - START);
                image.write(change(random, offset, random.nextInt(Math.min(200_000, END - offset) + 1)), offset);
                if (i % 20 == 10) {
                    image.flush();
                    assertArrayEquals(picture.bytes, Zst.unpacked(file));
                }
            }
            assertArrayEquals(picture.bytes, Picture.read(image));
        }

        assertArrayEquals(picture.bytes, Zst.unpacked(file));
        assertEquals(List.of(), Zst.open(file, OpenMode.READ).verify(1, Progress.NONE));
    }

    @Test
    void aPlannedChangeIsAllThatTheFileNeeds() throws IOException {
        MemoryStorage file = Zst.compress(picture, START, END);
        int offset = START + Picture.MIB - 70_000;

        for (Change change : Zst.open(file, OpenMode.READ).plan(change(new Random(4), offset, 140_000), offset)) {
            file.write(change.bytes().duplicate(), change.position());
        }

        assertArrayEquals(picture.bytes, Zst.unpacked(file));
    }

    @ParameterizedTest
    @CsvSource({"999, 1", "999, 2", "2100152, 1", "2100151, 2", "0, 3000000"})
    void aWriteThatLeavesTheRegionIsRefusedAndChangesNothing(int offset, int length) throws IOException {
        MemoryStorage file = Zst.compress(picture, START, END);
        try (SeekableImage image = Zst.open(file, OpenMode.WRITE)) {
            byte[] before = file.bytes();

            NotKeptException refused =
                    assertThrows(NotKeptException.class, () -> image.write(ByteBuffer.allocate(length), offset));

            assertTrue(refused.getMessage().contains(START + "-" + (END - 1)), refused.getMessage());
            assertArrayEquals(before, file.bytes());
        }
    }

    @Test
    void aSecondWriterIsRefusedUntilTheFirstHasClosed() throws IOException {
        MemoryStorage file = Zst.compress(picture, START, END);
        SeekableImage before = Zst.open(file, OpenMode.WRITE);
        try (SeekableImage first = Zst.open(file, OpenMode.WRITE)) {
            first.write(ByteBuffer.wrap(picture.bytes, START, 1), START);
            first.flush();
            assertThrows(ImageInUseException.class, () -> before.write(ByteBuffer.allocate(1), START));
            assertThrows(ImageInUseException.class, () -> Zst.open(file, OpenMode.WRITE));
            assertArrayEquals(picture.bytes, Zst.unpacked(file), "a reader is not bothered by the mark");
        }

        before.write(ByteBuffer.wrap(picture.bytes, START, 1), START);
        before.close();
    }

    @Test
    void repairMendsTheChecksOfARegionThatAnotherProgramHasChanged() throws IOException {
        MemoryStorage file = Zst.compress(picture, START, END);
        Block block = SeekTable.read(file).orElseThrow().blocks().at(START);
        int at = RawFrame.layout((int) block.length()).positionOf(200_000);
        file.write(ByteBuffer.wrap(new byte[] {42}), block.position() + at);
        picture.bytes[START + 200_000] = 42;
        assertThrows(IOException.class, () -> Zst.unpacked(file));
        assertTrue(Zst.open(file, OpenMode.READ)
                .verify(1, Progress.NONE)
                .getFirst()
                .message()
                .contains("repair"));

        List<String> changed;
        try (SeekableImage image = Zst.open(file, OpenMode.WRITE)) {
            changed = image.repair();
            assertEquals(List.of(), image.repair());
        }

        assertEquals(
                List.of("the check of 1 block of the kept region 1000-2100151 (region 0) was wrong and is right now,"
                        + " the first at offset 1000"),
                changed);
        assertArrayEquals(picture.bytes, Zst.unpacked(file));
    }
}
