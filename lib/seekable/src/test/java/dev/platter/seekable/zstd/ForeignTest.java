// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.platter.seekable.IndexCache;
import dev.platter.seekable.MemoryStorage;
import dev.platter.seekable.NotKeptException;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Picture;
import dev.platter.seekable.Progress;
import dev.platter.seekable.SeekableImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were not made here. */
class ForeignTest {
    private final byte[] image = Arrays.copyOf(Picture.usual().bytes, 1_200_000);

    /** One frame that says how long it is. */
    private static byte[] frame(byte[] bytes, boolean checksum) {
        try (ZstdCompressCtx context = new ZstdCompressCtx().setLevel(1).setChecksum(checksum)) {
            return context.compress(bytes);
        }
    }

    /** One frame that does not, as a pipe has it. */
    private static byte[] stream(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(out, 1)) {
            zstd.setChecksum(true);
            for (int at = 0; at < bytes.length; at += 100_000) {
                zstd.write(bytes, at, Math.min(100_000, bytes.length - at));
            }
        }
        return out.toByteArray();
    }

    private static byte[] skipped(int magic, int length) {
        return ByteBuffer.allocate(8 + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(magic)
                .putInt(length)
                .array();
    }

    private static void assertReads(byte[] expected, byte[] file) throws IOException {
        try (SeekableImage image = Zst.open(new MemoryStorage(file), OpenMode.READ)) {
            assertEquals(expected.length, image.size());
            assertArrayEquals(expected, Picture.read(image));
            assertEquals(List.of(), image.verify(2, Progress.NONE));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFrameThatSaysHowLongItIsIsRead(boolean checksum) throws IOException {
        assertReads(image, frame(image, checksum));
    }

    @Test
    void aFrameThatDoesNotSayHowLongItIsIsRead() throws IOException {
        assertReads(image, stream(image));
    }

    @Test
    void framesBehindEachOtherAreOneImageAndOthersAreSkipped() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(skipped(0x184d2a50, 4));
        file.write(frame(Arrays.copyOf(image, 100_000), true));
        file.write(frame(new byte[0], true));
        file.write(skipped(0x184d2a5f, 0));
        file.write(stream(Arrays.copyOfRange(image, 100_000, 700_000)));
        file.write(stream(new byte[0]));
        file.write(frame(Arrays.copyOfRange(image, 700_000, image.length), false));
        file.write(skipped(0x184d2a5c, 100_000));

        assertReads(image, file.toByteArray());
    }

    @Test
    void aTableOfAnotherProgramIsUsed() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        SeekTable.Writer table = new SeekTable.Writer();
        for (int at = 0; at < image.length; at += 400_000) {
            byte[] frame = frame(Arrays.copyOfRange(image, at, at + 400_000), true);
            table.add(frame.length, 400_000);
            file.write(frame);
        }
        // With checksums, as zstd's own program writes it.
        ByteBuffer plain = table.finish().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer withChecksums = ByteBuffer.allocate(plain.limit() + 12).order(ByteOrder.LITTLE_ENDIAN);
        withChecksums.putInt(plain.getInt()).putInt(plain.getInt() + 12);
        for (int i = 0; i < 3; i++) {
            withChecksums.putLong(plain.getLong()).putInt(0);
        }
        withChecksums.putInt(plain.getInt()).put((byte) (plain.get() | 0x80)).put(plain);
        file.write(withChecksums.array());

        assertReads(image, file.toByteArray());
        try (SeekableImage foreign = Zst.open(new MemoryStorage(file.toByteArray()), OpenMode.READ)) {
            assertEquals(400_000, foreign.partAt(400_000).start());
            assertEquals(3L, foreign.facts().get("restart-points"));
        }
    }

    @Test
    void theTableOfTheLastOfSeveralFilesIsNotTakenForAll() throws IOException {
        byte[] first = frame(image, true);
        byte[] last = Zst.compress(Picture.of(1000)).bytes();
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(first);
        both.write(last);
        byte[] expected = Arrays.copyOf(image, image.length + 1000);
        System.arraycopy(Picture.of(1000).bytes, 0, expected, image.length, 1000);

        assertReads(expected, both.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLongFrameIsUnpackedOnceAndReadInParts(boolean saysItsLength) throws IOException {
        byte[] large = new byte[(int) ZstdFormat.LONGEST_PART + 5000];
        System.arraycopy(image, 0, large, 0, image.length);
        large[large.length - 1] = 7;

        assertReads(large, saysItsLength ? frame(large, true) : stream(large));
    }

    @Test
    void whatWasUnpackedToLearnALengthIsRememberedBesideTheFile(@TempDir Path folder) throws IOException {
        Path index = folder.resolve("index");
        byte[] file = stream(image);
        new ZstdFormat()
                .open(new MemoryStorage(file), OpenMode.READ, IndexCache.at(index))
                .close();
        assertTrue(Files.exists(index));
        byte[] damaged = file.clone();
        damaged[file.length / 2] ^= 1; // Somewhere in the middle, which is not looked at to know the file again.

        assertEquals(
                image.length,
                new ZstdFormat()
                        .open(new MemoryStorage(damaged), OpenMode.READ, IndexCache.at(index))
                        .size());
        assertThrows(IOException.class, () -> Zst.open(new MemoryStorage(damaged), OpenMode.READ));
    }

    @Test
    void nothingIsRememberedWhereEachFrameSaysItsLength(@TempDir Path folder) throws IOException {
        Path index = folder.resolve("index");

        new ZstdFormat()
                .open(new MemoryStorage(frame(image, true)), OpenMode.READ, IndexCache.at(index))
                .close();

        assertFalse(Files.exists(index));
    }

    @Test
    void aWriteIsRefused() throws IOException {
        SeekableImage foreign = Zst.open(new MemoryStorage(frame(image, true)), OpenMode.WRITE);

        assertThrows(NotKeptException.class, () -> foreign.write(ByteBuffer.allocate(1), 0));
    }

    @Test
    void aFileWithADictionaryIsRefusedWithItsNumber() {
        byte[] dictionary = new byte[10_000];
        byte[][] samples = new byte[2000][];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = ("sample " + i + " of some text that repeats and repeats " + i % 7).getBytes(US_ASCII);
        }
        long length = Zstd.trainFromBuffer(samples, dictionary);
        dictionary = Arrays.copyOf(dictionary, (int) length);
        byte[] file;
        try (ZstdCompressCtx context = new ZstdCompressCtx().loadDict(dictionary)) {
            file = context.compress(image);
        }

        IOException refused = assertThrows(IOException.class, () -> Zst.open(new MemoryStorage(file), OpenMode.READ));

        assertTrue(
                refused.getMessage().contains("dictionary " + Zstd.getDictIdFromDict(dictionary)),
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"1e, 0.1", "22, 0.2", "25, 0.5", "27, 0.7"})
    void anOldFormatIsRefusedByName(String first, String release) {
        byte[] file = frame(image, true);
        file[0] = (byte) Integer.parseInt(first, 16);
        assertTrue(new ZstdFormat().recognises(ByteBuffer.wrap(file)));

        IOException refused = assertThrows(IOException.class, () -> Zst.open(new MemoryStorage(file), OpenMode.READ));

        assertTrue(refused.getMessage().contains("zstd " + release + ","), refused.getMessage());
    }

    @Test
    void aLongerFrameThanAllowedIsRefusedWithBothLengths() {
        MemoryStorage file = new MemoryStorage(frame(image, true));

        IOException refused = assertThrows(
                IOException.class,
                () -> new ZstdFormat().refusingFramesAbove(1000).open(file, OpenMode.READ));

        assertTrue(refused.getMessage().contains("1200000"), refused.getMessage());
        assertTrue(refused.getMessage().contains("1000:"), refused.getMessage());
    }
}
