// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.seekable.MemoryStorage;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Picture;
import dev.platter.seekable.Progress;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.blocks.Description;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The power is cut at each write of an opening, a change, a flush and a closing, and in the middle of each. */
class CrashTest {
    private static final int OFFSET = 65_000;
    private static final int LENGTH = 2000;
    private static final int SIZE = 100_000;

    private final Picture picture = Picture.of(SIZE);

    private static void change(MemoryStorage file) throws IOException {
        try (SeekableImage image = Zst.open(file, OpenMode.WRITE)) {
            image.write(ByteBuffer.allocate(LENGTH), OFFSET);
            image.flush();
        }
    }

    @Test
    void theNextWriterMendsWhatACrashHasLeft() throws IOException {
        byte[] before = Zst.compress(picture, 0, SIZE).bytes();
        MemoryStorage whole = new MemoryStorage(before);
        change(whole);
        assertTrue(whole.writes >= 6, whole.writes + " writes");
        for (int torn : new int[] {0, 1, 3, 7, 1000}) {
            for (int cut = 0; cut < whole.writes; cut++) {
                MemoryStorage cutFile = new MemoryStorage(before).cutAfter(cut, torn);
                assertThrows(IOException.class, () -> change(cutFile));
                MemoryStorage file = withoutOwner(cutFile.bytes());

                try (SeekableImage image = Zst.open(file, OpenMode.WRITE)) {
                    assertEquals(SIZE, image.size());
                }

                byte[] found = Zst.unpacked(file);
                Arrays.fill(found, OFFSET, OFFSET + LENGTH, (byte) 0);
                byte[] expected = picture.bytes.clone();
                Arrays.fill(expected, OFFSET, OFFSET + LENGTH, (byte) 0);
                assertArrayEquals(expected, found, "cut after " + cut + " writes");
                Zst.open(file, OpenMode.JOURNALED).close();
                assertEquals(List.of(), Zst.open(file, OpenMode.READ).verify(1, Progress.NONE));
            }
        }
    }

    /** The owner is this process, which lives. A process is another one if it has started at another time. */
    private static MemoryStorage withoutOwner(byte[] bytes) throws IOException {
        MemoryStorage file = new MemoryStorage(bytes);
        file.write(ByteBuffer.allocate(8).putLong(0, -1), Label.CONTENT + Description.MARK + 16);
        return file;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aWriteThatFailsLeavesACheckThatIsRightAfterTheNextFlush(int torn) throws IOException {
        MemoryStorage file = Zst.compress(picture, 0, SIZE);
        try (SeekableImage image = Zst.open(file, OpenMode.WRITE)) {
            image.write(ByteBuffer.allocate(10), 0);
            file.cutAfter(0, torn);
            assertThrows(IOException.class, () -> image.write(ByteBuffer.allocate(LENGTH), OFFSET));
            file.cutAfter(Integer.MAX_VALUE, 0);
        }

        assertEquals(SIZE, Zst.unpacked(file).length);
    }

    @Test
    void aJournalOfAnInterruptedCommandKeepsFiltersAway() throws IOException {
        MemoryStorage file = Zst.compress(picture, 0, SIZE);
        Zst.open(file, OpenMode.JOURNALED);

        IOException refused = assertThrows(IOException.class, () -> Zst.open(file, OpenMode.WRITE));

        assertTrue(refused.getMessage().contains("platter-gzip repair"), refused.getMessage());
    }
}
