// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.seekable.Damage;
import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.MemoryStorage;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Picture;
import dev.platter.seekable.Progress;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.blocks.Description;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each flipped bit is found when the file is opened or verified, and the place is named. */
class CorruptionTest {
    private static final int SIZE = 330_000;

    /** Odd, so that each bit of a byte is flipped somewhere. */
    private static final int STEP = 7;

    private final Picture picture = Picture.of(SIZE);

    private byte[] made() throws IOException {
        Random random = new Random(5);
        for (int at = 0; at < 320_000; at++) {
            picture.bytes[at] = (byte) (at < 300_000 ? 0 : random.nextInt(3));
        }
        return Zst.compress(picture, 321_000, 323_000).bytes();
    }

    private static boolean isFound(byte[] bytes, int at) throws IOException {
        List<Damage> damages;
        try (SeekableImage image = Zst.open(new MemoryStorage(bytes), OpenMode.READ)) {
            damages = image.verify(1, Progress.NONE);
        } catch (DamagedImageException e) {
            return e.position() <= at;
        } catch (IOException e) {
            return at < 14; // A label that seems to be the frame of an older format, or to have a dictionary.
        }
        return damages.stream().anyMatch(damage -> at >= damage.position() && at < damage.position() + damage.length());
    }

    private boolean isHarmless(byte[] bytes) {
        try {
            return Arrays.equals(picture.bytes, Zst.unpacked(bytes));
        } catch (IOException e) {
            return false;
        }
    }

    /** A compressed block has some bits of padding, and whatever they are, the content is the same. */
    @Test
    void eachFlippedBitIsFoundAndItsPlaceNamed() throws IOException {
        byte[] bytes = made();
        assertFalse(isFound(bytes, 0));
        SeekTable table = SeekTable.read(new MemoryStorage(bytes)).orElseThrow();
        int tried = 0;
        int padding = 0;
        for (int at = 0; at < bytes.length; at += at < 400 || at > bytes.length - 200 ? 1 : STEP) {
            bytes[at] ^= (byte) (1 << at % 8);
            tried++;
            if (!isFound(bytes, at)) {
                boolean packed = table.blocks().get(2).position() <= at && at < table.position();
                assertTrue(packed && isHarmless(bytes), "bit " + at % 8 + " of byte " + at + " of " + bytes.length);
                padding++;
            }
            bytes[at] ^= (byte) (1 << at % 8);
        }
        assertTrue(tried > 2000 && padding < 20, padding + " of " + tried + " bits do not matter");
    }

    @Test
    void aFileThatWasCutIsRefused() throws IOException {
        byte[] bytes = made();
        for (int length = 0; length < bytes.length; length += length < 200 ? 1 : 97) {
            MemoryStorage cut = new MemoryStorage(Arrays.copyOf(bytes, length));

            assertThrows(DamagedImageException.class, () -> Zst.open(cut, OpenMode.READ), length + " bytes");
        }
    }

    @Test
    void aLabelThatDoesNotFitTheFramesIsRefused() throws IOException {
        MemoryStorage file = Zst.compress(Picture.of(SIZE), 2000, 3000);
        file.write(new Description(1, Picture.keep(2000, 3001)).encode(Label.LETTERS), Label.CONTENT);

        DamagedImageException refused = assertThrows(DamagedImageException.class, () -> Zst.open(file, OpenMode.WRITE));

        assertTrue(refused.getMessage().contains("2000-3000"), refused.getMessage());
    }

    @Test
    void anImageInFrontOfAnotherIsNotTakenForBoth() throws IOException {
        byte[] first = Zst.compress(Picture.of(1000), 0, 1000).bytes();
        byte[] second = Zst.compress(Picture.of(2000), 0, 2000).bytes();
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);

        assertThrows(DamagedImageException.class, () -> Zst.open(new MemoryStorage(both), OpenMode.WRITE));
    }

    @Test
    void aDamagedLabelLeavesAnImageThatCanBeReadAndVerifySaysSo() throws IOException {
        byte[] bytes = made();
        bytes[Label.CONTENT + 5] ^= 1;
        try (SeekableImage image = Zst.open(new MemoryStorage(bytes), OpenMode.WRITE)) {
            assertTrue(Arrays.equals(picture.bytes, Picture.read(image)));
            List<Damage> damages = image.verify(1, Progress.NONE);

            assertEquals(1, damages.size());
            assertTrue(damages.getFirst().message().contains("describes the image"), damages.toString());
        }
    }

    @Test
    void randomFramesAreNotBelieved() throws IOException {
        Random random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            ByteBuffer bytes = ByteBuffer.allocate(5 + random.nextInt(60)).order(ByteOrder.LITTLE_ENDIAN);
            random.nextBytes(bytes.array());
            bytes.putInt(0, random.nextInt(4) == 0 ? Magic.TABLE : Magic.FRAME);
            for (int at = 5; at < bytes.capacity(); at++) {
                bytes.put(at, (byte) (random.nextInt(3) == 0 ? bytes.get(at) : random.nextInt(3)));
            }
            MemoryStorage file = new MemoryStorage(bytes.array());
            try (SeekableImage image = Zst.open(file, OpenMode.READ)) {
                image.verify(1, Progress.NONE);
            } catch (DamagedImageException e) {
                assertTrue(e.position() <= file.size(), e.getMessage());
            } catch (IOException e) {
                assertTrue(
                        e.getMessage().contains("dictionary") || e.getMessage().contains("memory"), e.getMessage());
            }
        }
    }
}
