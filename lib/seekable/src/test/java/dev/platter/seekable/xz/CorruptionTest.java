// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.seekable.Damage;
import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.MemoryStorage;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Picture;
import dev.platter.seekable.Progress;
import dev.platter.seekable.blocks.Description;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each flipped bit is found when the file is opened or verified, and the place is named. */
class CorruptionTest {
    private static final int SIZE = 30_000;

    /** Prime to the length of everything, so that each field is hit somewhere. */
    private static final int STEP = 61;

    private static byte[] made(Check check) throws IOException {
        Picture picture = Picture.of(SIZE);
        Random random = new Random(5);
        for (int at = 0; at < SIZE / 2; at++) {
            picture.bytes[at] = (byte) random.nextInt(3);
        }
        return Xz.compress(picture, check, 2000, 3000).bytes();
    }

    private static boolean isFound(byte[] bytes, int at) throws IOException {
        List<Damage> damages;
        try {
            damages = Xz.open(new MemoryStorage(bytes), OpenMode.READ).verify(1, Progress.NONE);
        } catch (DamagedImageException e) {
            return e.position() <= at;
        }
        return damages.stream().anyMatch(damage -> at >= damage.position() && at < damage.position() + damage.length());
    }

    @ParameterizedTest
    @EnumSource
    void eachFlippedBitIsFoundAndItsPlaceNamed(Check check) throws IOException {
        byte[] bytes = made(check);
        assertFalse(isFound(bytes, 0));
        for (int at = 0; at < bytes.length; at += at < bytes.length - 200 ? STEP : 1) {
            int bit = 1 << at % 8;
            bytes[at] ^= (byte) bit;
            assertTrue(isFound(bytes, at), "bit " + bit + " of byte " + at + " of " + bytes.length);
            bytes[at] ^= (byte) bit;
        }
    }

    @Test
    void aFileThatWasCutIsRefused() throws IOException {
        byte[] bytes = made(Check.CRC64);
        for (int length = 0; length < bytes.length; length += length < 100 ? 1 : 997) {
            MemoryStorage cut = new MemoryStorage(Arrays.copyOf(bytes, length));

            assertThrows(DamagedImageException.class, () -> Xz.open(cut, OpenMode.READ), length + " bytes");
        }
    }

    @Test
    void aLabelThatDoesNotFitTheIndexIsRefused() throws IOException {
        MemoryStorage file = Xz.compress(Picture.of(SIZE), Check.CRC64, 2000, 3000);
        ByteBuffer other = new Description(1, Picture.keep(2000, 3001)).encode(Made.LETTERS);
        new Label(file, Check.CRC64, Label.blocks(other.remaining())).write(other, 0);

        DamagedImageException refused = assertThrows(DamagedImageException.class, () -> Xz.open(file, OpenMode.WRITE));

        assertTrue(refused.getMessage().contains("2000-3000"), refused.getMessage());
    }

    @Test
    void randomBytesWithTheRightChecksumsAreNotBelieved() throws IOException {
        Random random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            ByteBuffer index = ByteBuffer.allocate(8 + 4 * random.nextInt(10)).order(ByteOrder.LITTLE_ENDIAN);
            random.nextBytes(index.array());
            index.put(0, (byte) 0).put(1, (byte) random.nextInt(6));
            int crcAt = index.capacity() - 4;
            index.putInt(crcAt, Fields.crc32(index.slice(0, crcAt)));
            MemoryStorage file = new MemoryStorage();
            file.write(Index.header(4), 0);
            file.write(ByteBuffer.allocate(4 * random.nextInt(50)), file.size());
            file.write(index, file.size());
            file.write(Index.footer(4, index.capacity()), file.size());
            try {
                Xz.open(file, OpenMode.READ);
            } catch (DamagedImageException e) {
                assertTrue(e.position() <= file.size(), e.getMessage());
            }
        }
    }
}
