// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.bzip2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.IndexCache;
import dev.platter.seekable.MemoryStorage;
import dev.platter.seekable.NotKeptException;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Picture;
import dev.platter.seekable.Progress;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Bzip2Test {
    private static final long MAGIC = 0x314159265359L;

    /** Noise, which is not compressed, and zeroes. */
    private final byte[] image = Arrays.copyOf(Picture.of(150_000).bytes, 500_000);

    private static SeekableImage open(byte[] file) throws IOException {
        return new Bzip2Format().open(new MemoryStorage(file), OpenMode.READ);
    }

    private static void assertReads(byte[] expected, byte[] file) throws IOException {
        try (SeekableImage opened = open(file)) {
            assertEquals(expected.length, opened.size());
            assertArrayEquals(expected, Picture.read(opened));
            assertEquals(List.of(), opened.verify(2, Progress.NONE));
        }
    }

    private static String damage(byte[] file) {
        return assertThrows(DamagedImageException.class, () -> open(file).close())
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9})
    void blocksBeginAtAnyBitAndAreReadEachByItself(int level) throws IOException {
        byte[] file = Bzip2.stream(image, level);
        assertReads(image, file);
        try (SeekableImage opened = open(file)) {
            assertEquals(level == 1, opened.partAt(image.length - 1).start() > 0);
            assertThrows(NotKeptException.class, () -> opened.write(ByteBuffer.allocate(1), 0));
        }
    }

    @Test
    void allKindsOfRunsAreUnpacked() throws IOException {
        Random random = new Random(3);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int i = 0; i < 2000; i++) {
            byte[] run = new byte[random.nextInt(1, 600)];
            Arrays.fill(run, (byte) random.nextInt(3));
            data.writeBytes(run);
        }
        for (int length : new int[] {3, 4, 5, 258, 259, 260, 263}) {
            byte[] run = new byte[length];
            Arrays.fill(run, (byte) length);
            data.writeBytes(run);
        }
        assertReads(data.toByteArray(), Bzip2.stream(data.toByteArray(), 1));
        assertReads(new byte[4], Bzip2.stream(new byte[4], 1));
        assertReads(new byte[] {42}, Bzip2.stream(new byte[] {42}, 1));
    }

    @Test
    void streamsBehindEachOtherAreOneImage() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(Bzip2.stream(new byte[0], 9));
        file.write(Bzip2.stream(Arrays.copyOf(image, 110_000), 1));
        file.write(Bzip2.stream(new byte[0], 9));
        file.write(Bzip2.stream(Arrays.copyOfRange(image, 110_000, image.length), 9));
        assertReads(image, file.toByteArray());

        file.write(new byte[1000]);
        assertReads(image, file.toByteArray());
        assertReads(new byte[0], Bzip2.stream(new byte[0], 9));
    }

    @Tag("long")
    @Test
    void runsOfZeroesThatAreTooLongToBeAPartAreUnpackedIntoAFile() throws IOException {
        byte[] zeroes = new byte[40 << 20];
        zeroes[35 << 20] = 7;
        try (SeekableImage opened = open(Bzip2.stream(zeroes, 9))) {
            ByteBuffer part = ByteBuffer.allocate(opened.partAt(35 << 20).length());
            opened.unpack(opened.partAt(35 << 20), part);
            assertEquals(7, part.get(0));
        }
    }

    /** The number of a block within a block that is right: in the list of selectors, of which there may be more than are used. */
    @Test
    void magicNumberWithinABlockIsNoBlock() throws IOException {
        byte[] data = Arrays.copyOf(image, 20_000);
        String bits = new BigInteger(1, Bzip2.stream(data, 1)).toString(2);
        bits = "0".repeat(-bits.length() & 7) + bits;
        int sixteens = 32 + 48 + 32 + 1 + 24;
        int count = sixteens + 16 + 16 * Integer.bitCount(Integer.parseInt(bits, sixteens, sixteens + 16, 2)) + 3;
        int selectors = Integer.parseInt(bits, count, count + 15, 2);
        int end = count + 15;
        for (int i = 0; i < selectors; i++) {
            end = bits.indexOf('0', end) + 1;
        }
        String number = "00" + Long.toBinaryString(MAGIC) + "0";
        int more = number.replace("1", "").length();
        String changed = bits.substring(0, count)
                + Integer.toBinaryString(1 << 15 | selectors + more).substring(1)
                + bits.substring(count + 15, end)
                + number
                + bits.substring(end);

        changed += "0".repeat(-changed.length() & 7);
        byte[] file = new BigInteger(changed, 2).toByteArray();
        assertReads(data, file);
    }

    @Test
    void indexIsReadInsteadOfTheFile(@TempDir Path folder) throws IOException {
        IndexCache index = IndexCache.at(folder.resolve("index"));
        byte[] file = Bzip2.stream(image, 1);
        new Bzip2Format().open(new MemoryStorage(file), OpenMode.READ, index).close();
        assertTrue(Files.size(folder.resolve("index")) > 0);

        AtomicLong read = new AtomicLong();
        Storage counting = new CountingStorage(new MemoryStorage(file), read);
        try (SeekableImage opened = new Bzip2Format().open(counting, OpenMode.READ, index)) {
            assertTrue(read.get() <= 128 << 10, read + " bytes were read");
            assertArrayEquals(image, Picture.read(opened));
        }
    }

    @Test
    void blockThatHasChangedSinceIsNotServed(@TempDir Path folder) throws IOException {
        IndexCache index = IndexCache.at(folder.resolve("index"));
        byte[] file = Bzip2.stream(image, 1);
        MemoryStorage storage = new MemoryStorage(file);
        try (SeekableImage opened = new Bzip2Format().open(storage, OpenMode.READ, index)) {
            storage.flip(file.length / 2, 3);
            assertThrows(DamagedImageException.class, () -> Picture.read(opened));
        }
    }

    @Test
    void bitThatIsFlippedIsFound() throws IOException {
        byte[] data = Arrays.copyOfRange(image, 0, 200);
        byte[] file = Bzip2.stream(data, 1);
        for (int bit = 0; bit < 8 * file.length; bit += 5) {
            byte[] damaged = file.clone();
            damaged[bit / 8] ^= (byte) (0x80 >> bit % 8);
            try (SeekableImage opened = open(damaged)) {
                // The digit that says how long blocks may be, and the bits that fill the last byte, say nothing.
                assertTrue(bit / 8 == 3 || bit / 8 == file.length - 1, "bit " + bit);
                assertArrayEquals(data, Picture.read(opened));
            } catch (DamagedImageException e) {
                assertTrue(e.getMessage().contains(" of the compressed file"), e.getMessage());
            }
        }
    }

    @Test
    void randomBytesBehindAMagicNumberAreRefused() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            byte[] file = new byte[2000];
            random.nextBytes(file);
            ByteBuffer.wrap(file)
                    .putInt(0x425a6839)
                    .putShort((short) (MAGIC >>> 32))
                    .putInt((int) MAGIC);
            // Not randomised, and all bytes used, so that more is looked at.
            file[14] &= 0x7f;
            if (i % 2 == 0) {
                Arrays.fill(file, 18, 52, (byte) 0xff);
            }
            damage(file);
        }
    }

    @Test
    void fileThatWasCutOffIsRefused() throws IOException {
        byte[] file = Bzip2.stream(image, 1);
        for (int length : new int[] {4, 5, 12, 1000, file.length / 2, file.length - 9, file.length - 1}) {
            damage(Arrays.copyOf(file, length));
        }
    }

    @Test
    void bytesBehindTheLastStreamAreRefused() throws IOException {
        byte[] file = Bzip2.stream(image, 1);
        byte[] longer = Arrays.copyOf(file, file.length + 100);
        longer[file.length + 50] = 'x';
        assertTrue(damage(longer).contains("100 bytes behind the last stream"), damage(longer));
    }

    private record CountingStorage(Storage storage, AtomicLong read) implements Storage {
        @Override
        public long size() throws IOException {
            return storage.size();
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            read.addAndGet(into.remaining());
            storage.read(into, position);
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            storage.write(from, position);
        }

        @Override
        public void sync() throws IOException {
            storage.sync();
        }

        @Override
        public void close() throws IOException {
            storage.close();
        }
    }
}
