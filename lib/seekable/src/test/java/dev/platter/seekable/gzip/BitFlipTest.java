// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.seekable.Damage;
import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.KeptRegions;
import dev.platter.seekable.MemoryStorage;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Progress;
import dev.platter.seekable.SeekableImage;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whichever bit of an image is flipped, verify finds it and says where. */
class BitFlipTest {
    private static final int SIZE = 2_097_153;
    private static final int FLIPS = 2000;
    private final KeptRegions kept = Images.kept(300_000, 310_000, 700_000, 700_001);

    @Test
    void everyFlippedBitIsFoundWhereItIs() throws IOException {
        byte[] image = new byte[SIZE];
        System.arraycopy(Images.mixed(90_000), 0, image, 290_000, 90_000);
        MemoryStorage file = Images.create(image, kept);
        int size = (int) file.size();
        Random random = new Random(1);
        for (int i = 0; i < FLIPS; i++) {
            // All of the header and the end, and some of the rest.
            int position = i < 250 ? i : i < 300 ? size - 1 - (i - 250) : random.nextInt(size);
            int bit = random.nextInt(8);
            file.flip(position, bit);

            List<Damage> damages = verify(file);

            assertTrue(
                    damages.stream().anyMatch(damage -> covers(damage, position)),
                    () -> "bit " + bit + " of byte " + position + " of " + size + ": " + damages);
            file.flip(position, bit);
        }
        assertTrue(verify(file).isEmpty());
    }

    /** A damaged header hides that the file is one of ours, so nobody knows more than that. */
    private static boolean covers(Damage damage, int position) {
        return position >= damage.position() && position < damage.position() + damage.length()
                || damage.position() == 0;
    }

    private static List<Damage> verify(MemoryStorage file) throws IOException {
        try (SeekableImage image = new GzipFormat().open(file, OpenMode.READ)) {
            return image.verify(1, Progress.NONE);
        } catch (DamagedImageException e) {
            return List.of(new Damage(e.position(), 1, e.getMessage()));
        }
    }
}
