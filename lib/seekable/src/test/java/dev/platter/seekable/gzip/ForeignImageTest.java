// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.MemoryStorage;
import dev.platter.seekable.NotKeptException;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Part;
import dev.platter.seekable.SeekableImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that other programs have made. */
class ForeignImageTest {
    private static final int SIZE = 1_500_000;

    private static byte[] member(byte[] bytes, int level, int strategy) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out) {
            {
                def.setLevel(level);
                def.setStrategy(strategy);
            }
        }) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static SeekableImage open(byte[] file) throws IOException {
        return new GzipFormat().open(new MemoryStorage(file), OpenMode.READ);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "6, 0", "9, 0", "6, 1", "6, 2"})
    void everyKindOfBlockIsUnpackedFromAnyPoint(int level, int strategy) throws IOException {
        byte[] bytes = Images.mixed(SIZE);
        SeekableImage image = open(member(bytes, level, strategy));

        assertEquals(SIZE, image.size());
        // Backwards, so that nothing of an earlier part is of use.
        for (long at = SIZE - 1; at >= 0; ) {
            Part part = image.partAt(at);
            ByteBuffer into = ByteBuffer.allocate(part.length());
            image.unpack(part, into);
            int start = (int) part.start();
            assertArrayEquals(Arrays.copyOfRange(bytes, start, start + part.length()), into.array(), part.toString());
            at = part.start() - 1;
        }
    }

    @Test
    void membersBehindEachOtherAreOneImage() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int size : new int[] {10, 0, 400_000, 1, 300_000, 262_144}) {
            file.write(member(Images.mixed(size), 6, 0));
            expected.write(Images.mixed(size));
        }
        SeekableImage image = open(file.toByteArray());

        assertArrayEquals(expected.toByteArray(), Images.read(image));
        assertEquals(6L, image.facts().get("members"));
    }

    /** A block without an end: zeroes of 100 MiB are a few thousand symbols. */
    @Test
    void longBlockHasPointsInside() throws IOException {
        byte[] file = member(new byte[100 << 20], 9, Deflater.DEFAULT_STRATEGY);
        SeekableImage image = open(file);

        Part part = image.partAt(77 << 20);

        assertTrue(part.length() < 1 << 20, part::toString);
        image.unpack(part, ByteBuffer.allocate(part.length()));
    }

    @Test
    void writeIsRefused() throws IOException {
        SeekableImage image = open(member(new byte[1000], 6, 0));

        NotKeptException refused = assertThrows(NotKeptException.class, () -> image.write(ByteBuffer.allocate(1), 0));
        assertTrue(refused.getMessage().contains("no region"), refused::getMessage);
    }

    @Test
    void truncatedFileIsRefusedWithThePlace() throws IOException {
        byte[] file = member(Images.mixed(50_000), 6, 0);
        for (int size : new int[] {5, 12, 1000, file.length - 9, file.length - 1}) {
            DamagedImageException damaged =
                    assertThrows(DamagedImageException.class, () -> open(Arrays.copyOf(file, size)), "at " + size);
            assertTrue(damaged.position() <= size, damaged::getMessage);
        }
    }

    /** Whatever the bits are: the sentence of an exception, or the right bytes. */
    @Test
    void damagedFileNeverUnpacksToOtherBytes() throws IOException {
        byte[] bytes = Images.mixed(20_000);
        byte[] file = member(bytes, 6, 0);
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = file.clone();
            damaged[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertArrayEquals(bytes, Images.read(open(damaged)));
            } catch (IOException e) {
                refused++;
            }
        }
        assertTrue(refused > 1850, "refused: " + refused);
    }
}
