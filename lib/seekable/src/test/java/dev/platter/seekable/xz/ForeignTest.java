// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.seekable.MemoryStorage;
import dev.platter.seekable.NotKeptException;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Picture;
import dev.platter.seekable.Progress;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.blocks.ForeignBlockImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.DeltaOptions;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.X86Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/** Files that were not made here. */
class ForeignTest {
    private static final FilterOptions[] LZMA2 = {fast()};

    private final byte[] image = Arrays.copyOf(Picture.usual().bytes, 1_200_000);

    private static LZMA2Options fast() {
        try {
            return new LZMA2Options(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] stream(byte[] bytes, int from, int to, int block, int check, FilterOptions... filters)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XZOutputStream xz = new XZOutputStream(out, filters, check)) {
            for (int at = from; at < to; at += block) {
                xz.write(bytes, at, Math.min(block, to - at));
                xz.endBlock();
            }
        }
        return out.toByteArray();
    }

    private static void assertReads(byte[] expected, byte[] file) throws IOException {
        try (SeekableImage image = Xz.open(new MemoryStorage(file), OpenMode.READ)) {
            assertEquals(expected.length, image.size());
            assertArrayEquals(expected, Picture.read(image));
            assertEquals(List.of(), image.verify(2, Progress.NONE));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {XZ.CHECK_NONE, XZ.CHECK_CRC32, XZ.CHECK_CRC64, XZ.CHECK_SHA256})
    void blocksWithAnyCheckAreRead(int check) throws IOException {
        assertReads(image, stream(image, 0, image.length, 300_000, check, LZMA2));
    }

    @Test
    void blocksWithOtherFiltersAreRead() throws IOException {
        assertReads(
                image,
                stream(image, 0, image.length, 1 << 20, XZ.CHECK_CRC32, new DeltaOptions(4), new X86Options(), fast()));
    }

    @Test
    void streamsBehindEachOtherWithPaddingAreOneImage() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(stream(image, 0, 100_000, 7777, XZ.CHECK_CRC32, LZMA2));
        file.write(new byte[8]);
        file.write(stream(image, 0, 0, 1, XZ.CHECK_CRC64, LZMA2));
        file.write(stream(image, 100_000, image.length, 1 << 30, XZ.CHECK_SHA256, LZMA2));
        file.write(new byte[200_000]);

        assertReads(image, file.toByteArray());
    }

    @Test
    void aLongBlockIsUnpackedOnceAndReadInParts() throws IOException {
        byte[] large = new byte[(int) ForeignBlockImage.LONGEST_PART + 5000];
        System.arraycopy(image, 0, large, 0, image.length);
        large[large.length - 1] = 7;

        assertReads(large, stream(large, 0, large.length, large.length, XZ.CHECK_CRC64, LZMA2));
    }

    @Test
    void aWriteIsRefused() throws IOException {
        SeekableImage foreign =
                Xz.open(new MemoryStorage(stream(image, 0, 1000, 1000, XZ.CHECK_CRC64, LZMA2)), OpenMode.WRITE);

        assertThrows(NotKeptException.class, () -> foreign.write(ByteBuffer.allocate(1), 0));
    }

    /** Such as what {@code xz --concatenate} does: empty blocks that are not a label of ours. */
    @Test
    void emptyBlocksAreNotALabel() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XZOutputStream xz = new XZOutputStream(out, LZMA2, XZ.CHECK_CRC64)) {
            for (int i = 0; i < 200; i++) {
                xz.endBlock();
            }
            xz.write(image, 0, 1000);
        }

        assertReads(Arrays.copyOf(image, 1000), out.toByteArray());
    }
}
