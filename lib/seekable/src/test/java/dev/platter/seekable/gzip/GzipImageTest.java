// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.seekable.Damage;
import dev.platter.seekable.ImageInUseException;
import dev.platter.seekable.ImageInput;
import dev.platter.seekable.KeptRegions;
import dev.platter.seekable.MemoryStorage;
import dev.platter.seekable.NotKeptException;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Part;
import dev.platter.seekable.Progress;
import dev.platter.seekable.Recipe;
import dev.platter.seekable.SeekableImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipImageTest {
    private static final int MIB = 1 << 20;

    private static SeekableImage open(MemoryStorage file, OpenMode mode) throws IOException {
        return new GzipFormat().open(file, mode);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 131_072, 1_048_576, 1_048_577, 3_000_000})
    void imageOfAnySizeIsUnpackedByOthers(int size) throws IOException {
        byte[] image = Images.mixed(size);

        MemoryStorage file = Images.create(image, Images.kept());

        assertArrayEquals(image, Images.unpacked(file));
        assertArrayEquals(image, Images.read(open(file, OpenMode.READ)));
        assertEquals(List.of(), open(file, OpenMode.READ).verify(2, Progress.NONE));
    }

    @Test
    void keptRegionsLieAnywhere() throws IOException {
        byte[] image = Images.mixed(4 * MIB + 3);
        for (KeptRegions kept : List.of(
                Images.kept(0, image.length),
                Images.kept(0, 1),
                Images.kept(image.length - 1, image.length),
                Images.kept(131_071, 131_073),
                Images.kept(100, 61_540, 61_540, 61_541, 2 * MIB, 4 * MIB))) {
            MemoryStorage file = Images.create(image, kept);

            assertArrayEquals(image, Images.unpacked(file), kept.toString());
            SeekableImage opened = open(file, OpenMode.READ);
            assertEquals(kept.list(), opened.kept().list());
            assertArrayEquals(image, Images.read(opened), kept.toString());
            assertEquals(List.of(), opened.verify(2, Progress.NONE));
        }
    }

    @Test
    void lastOffsetIsReadFirst() throws IOException {
        byte[] image = Images.mixed(3 * MIB);
        SeekableImage opened = open(Images.create(image, Images.kept(MIB, MIB + 9)), OpenMode.READ);

        Part part = opened.partAt(MIB + 200_000);
        ByteBuffer bytes = ByteBuffer.allocate(part.length());
        opened.unpack(part, bytes);

        int start = (int) part.start();
        assertArrayEquals(Arrays.copyOfRange(image, start, start + part.length()), bytes.array());
    }

    @Test
    void holesAreNeitherReadNorUnpacked() throws IOException {
        MemoryStorage file = new MemoryStorage(new byte[0]);
        try (ImageInput hole = new ImageInput() {
            private long left = 64L * MIB;

            @Override
            public long hole() {
                return left;
            }

            @Override
            public void skip(long length) {
                left -= length;
            }

            @Override
            public void read(ByteBuffer into) {
                assertEquals(0, left, "a hole was read");
            }

            @Override
            public void close() {}
        }) {
            new GzipFormat().create(hole, new Recipe(Images.kept(), 6, 2), file, Progress.NONE);
        }

        assertArrayEquals(new byte[64 * MIB], Images.unpacked(file));
        Part part = open(file, OpenMode.READ).partAt(40L * MIB + 5);
        assertEquals(new Part(40L * MIB, MIB, Part.Kind.ZEROES), part);
    }

    @Test
    void writesAreSeenByOthersAfterAFlush() throws IOException {
        byte[] image = Images.mixed(2 * MIB);
        MemoryStorage file = Images.create(image, Images.kept(100_000, 500_000, MIB, MIB + 10));
        SeekableImage opened = open(file, OpenMode.WRITE);

        write(opened, image, 100_000, 7);
        write(opened, image, 161_000, 130_000);
        write(opened, image, 161_500, 10);
        write(opened, image, MIB, 10);
        opened.flush();

        assertArrayEquals(image, Images.unpacked(file));
        assertArrayEquals(image, Images.read(opened));
        opened.close();
        assertEquals(List.of(), open(file, OpenMode.READ).verify(2, Progress.NONE));
    }

    private static void write(SeekableImage opened, byte[] image, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            image[i] = (byte) (image[i] * 31 + i + 1);
        }
        opened.write(ByteBuffer.wrap(image, offset, length), offset);
    }

    @Test
    void writeOutsideOfARegionIsRefusedByName() throws IOException {
        SeekableImage opened = open(Images.create(new byte[MIB], Images.kept(1000, 2000)), OpenMode.WRITE);

        for (int offset : new int[] {0, 999, 1001, 2000}) {
            NotKeptException refused =
                    assertThrows(NotKeptException.class, () -> opened.write(ByteBuffer.allocate(1000), offset));
            assertTrue(
                    refused.getMessage().contains("only the kept region 1000-1999 (region 0) can be"),
                    refused::getMessage);
        }
    }

    @Test
    void secondWriterIsRefusedUntilTheFirstIsDone() throws IOException {
        MemoryStorage file = Images.create(new byte[MIB], Images.kept(0, 1000));
        SeekableImage first = open(file, OpenMode.WRITE);
        SeekableImage second = open(file, OpenMode.WRITE);
        first.write(ByteBuffer.wrap(new byte[] {1}), 0);

        assertThrows(ImageInUseException.class, () -> second.write(ByteBuffer.wrap(new byte[] {2}), 1));
        assertThrows(ImageInUseException.class, () -> open(file, OpenMode.WRITE));
        first.release();
        second.write(ByteBuffer.wrap(new byte[] {2}), 1);
        second.close();

        byte[] expected = new byte[MIB];
        expected[0] = 1;
        expected[1] = 2;
        assertArrayEquals(expected, Images.unpacked(file));
    }

    @Test
    void changeByAnotherProgramIsFoundAndMended() throws IOException {
        byte[] image = Images.mixed(MIB);
        MemoryStorage file = Images.create(image, Images.kept(200_000, 300_000));
        byte[] bytes = file.bytes();
        int at = Description.length(Images.kept(200_000, 300_000));
        while (!Arrays.equals(bytes, at, at + 50, image, 200_000, 200_050)) {
            at++;
        }
        file.flip(at + 25, 3);
        image[200_025] ^= 8;

        List<Damage> damages = open(file, OpenMode.READ).verify(2, Progress.NONE);
        SeekableImage opened = open(file, OpenMode.WRITE);
        List<String> changes = opened.repair();
        opened.close();

        assertEquals(1, damages.size());
        assertTrue(damages.getFirst().message().contains("200000-299999"), damages::toString);
        assertEquals(1, changes.size());
        assertArrayEquals(image, Images.unpacked(file));
    }

    @Test
    void regionBeyondTheImageIsRefusedWithBothNumbers() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> Images.create(new byte[1000], Images.kept(900, 1001)));

        assertTrue(refused.getMessage().contains("900-1000"), refused::getMessage);
        assertTrue(refused.getMessage().contains("1000 bytes"), refused::getMessage);
    }

    @Test
    void overlappingRegionsAreRefusedByName() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Images.kept(0, 100, 99, 200));

        assertTrue(refused.getMessage().contains("0-99 (region 0) and 99-199 (region 1) overlap"), refused::getMessage);
    }
}
