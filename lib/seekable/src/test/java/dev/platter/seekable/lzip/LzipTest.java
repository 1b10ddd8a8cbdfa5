// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.lzip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.MemoryStorage;
import dev.platter.seekable.NotKeptException;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Picture;
import dev.platter.seekable.Progress;
import dev.platter.seekable.SeekableImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LzipTest {
    /** Noise, which is not compressed, and zeroes. */
    private final byte[] image = Arrays.copyOf(Picture.of(100_000).bytes, 400_000);

    private static SeekableImage open(byte[] file) throws IOException {
        return new LzipFormat().open(new MemoryStorage(file), OpenMode.READ);
    }

    private static void assertReads(byte[] expected, byte[] file) throws IOException {
        try (SeekableImage opened = open(file)) {
            assertEquals(expected.length, opened.size());
            assertArrayEquals(expected, Picture.read(opened));
            assertEquals(List.of(), opened.verify(2, Progress.NONE));
        }
    }

    private static String damage(byte[] file) throws IOException {
        try (SeekableImage opened = open(file)) {
            return assertThrows(DamagedImageException.class, () -> Picture.read(opened))
                    .getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 400_000})
    void membersAreReadEachByItself(int each) throws IOException {
        byte[] file = Lzip.file(image, each);
        assertReads(image, file);
        try (SeekableImage opened = open(file)) {
            assertEquals(
                    each == image.length ? 0 : 300_000, opened.partAt(312_345).start());
            assertThrows(NotKeptException.class, () -> opened.write(ByteBuffer.allocate(1), 0));
        }
    }

    @Test
    void emptyMembersAndTrailingDataAreIgnored() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(Lzip.member(new byte[0]));
        file.write(Lzip.file(image, 300_000));
        file.write(Lzip.member(new byte[0]));
        assertReads(image, file.toByteArray());

        file.write(new byte[50_000]);
        file.write("a signature".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertReads(image, file.toByteArray());
        assertReads(new byte[0], Lzip.member(new byte[0]));
    }

    @Tag("long")
    @Test
    void memberThatIsTooLongToBeAPartIsUnpackedIntoAFile() throws IOException {
        byte[] long33 = new byte[33 << 20];
        Arrays.fill(long33, 20 << 20, 21 << 20, (byte) 7);
        try (SeekableImage opened = open(Lzip.member(long33))) {
            ByteBuffer part = ByteBuffer.allocate(opened.partAt(20 << 20).length());
            opened.unpack(opened.partAt(20 << 20), part);
            assertEquals(7, part.get(0));
        }
    }

    @Test
    void memberAboveTheLimitIsRefusedWithBothNumbers() throws IOException {
        byte[] file = Lzip.file(image, 200_000);
        IOException refused = assertThrows(
                IOException.class,
                () -> new LzipFormat().refusingMembersAbove(199_999).open(new MemoryStorage(file), OpenMode.READ));
        assertTrue(refused.getMessage().contains("200000 bytes"), refused.getMessage());
        assertTrue(refused.getMessage().contains("--data-size=199999"), refused.getMessage());
    }

    @Test
    void everyByteThatIsChangedIsFound() throws IOException {
        byte[] data = Arrays.copyOfRange(image, 0, 300);
        byte[] file = Lzip.member(data);
        for (int i = 0; i < file.length; i++) {
            byte[] damaged = file.clone();
            damaged[i] ^= 1;
            // The dictionary may be larger than needed, and the first byte of an LZMA stream is checked.
            if (i == 5) {
                continue;
            }
            IOException found = assertThrows(
                    IOException.class,
                    () -> {
                        try (SeekableImage opened = open(damaged)) {
                            assertArrayEquals(data, Picture.read(opened));
                        }
                    },
                    "byte " + i);
            assertTrue(!found.getMessage().isEmpty());
        }
    }

    @Test
    void damageIsReportedWithItsPlace() throws IOException {
        byte[] file = Lzip.file(image, 200_000);
        file[file.length - 40] ^= 0x40;
        assertTrue(damage(file).startsWith("the block of the image from offset 200000 on is damaged"), damage(file));
    }

    @Test
    void fileThatWasCutOffIsRefused() throws IOException {
        byte[] file = Lzip.file(image, 200_000);
        IOException refused = assertThrows(IOException.class, () -> open(Arrays.copyOf(file, file.length - 1)));
        assertTrue(refused.getMessage().contains("cut off"), refused.getMessage());
        IOException head = assertThrows(IOException.class, () -> open(Arrays.copyOf(file, 10)));
        assertTrue(head.getMessage().contains("cut off"), head.getMessage());
    }

    @Test
    void bytesBetweenMembersAreRefused() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(Lzip.member(image));
        file.write(new byte[5]);
        file.write(Lzip.member(image));
        IOException refused = assertThrows(IOException.class, () -> open(file.toByteArray()));
        assertTrue(refused.getMessage().contains("end of a member"), refused.getMessage());
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        byte[] file = Lzip.member(image);
        file[4] = 0;
        IOException refused = assertThrows(IOException.class, () -> open(file));
        assertTrue(refused.getMessage().contains("version 0"), refused.getMessage());
    }
}
