// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.seekable.KeptRegion;
import dev.platter.seekable.MemoryStorage;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Part;
import dev.platter.seekable.Picture;
import dev.platter.seekable.Progress;
import dev.platter.seekable.Recipe;
import dev.platter.seekable.SeekableImage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateTest {
    private static final int MIB = Picture.MIB;

    @ParameterizedTest
    @EnumSource
    void anImageIsUnpackedToWhatItWas(Check check) throws IOException {
        Picture picture = Picture.usual();

        MemoryStorage file = Xz.compress(picture, check, 1000, MIB + 1000, 3 * MIB + 1, 5 * MIB + 7);

        assertArrayEquals(picture.bytes, Xz.unpacked(file));
        try (SeekableImage image = Xz.open(file, OpenMode.READ)) {
            assertArrayEquals(picture.bytes, Picture.read(image));
            assertEquals(List.of(), image.verify(2, Progress.NONE));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65535, 65536, 65537, MIB - 1, MIB, MIB + 1})
    void anImageOfAnySizeCanBeKeptAsAWholeOrNotAtAll(int size) throws IOException {
        Picture picture = Picture.of(size);

        assertArrayEquals(picture.bytes, Xz.unpacked(Xz.compress(picture, Check.CRC64)));
        if (size > 0) {
            MemoryStorage file = Xz.compress(picture, Check.CRC64, 0, size);
            assertArrayEquals(picture.bytes, Xz.unpacked(file));
            assertArrayEquals(picture.bytes, Picture.read(Xz.open(file, OpenMode.READ)));
        }
    }

    @Test
    void regionsAndTheirNamesTravelInTheFile() throws IOException {
        MemoryStorage file = Xz.compress(Picture.usual(), Check.CRC32, 7, 8, 8, 3000);

        SeekableImage image = Xz.open(file, OpenMode.READ);

        assertEquals(
                List.of(new KeptRegion(7, 8, "region 0"), new KeptRegion(8, 3000, "region 1")),
                image.kept().list());
        assertEquals(1, image.facts().get("level"));
        assertEquals("crc32", image.facts().get("check"));
    }

    @Test
    void zeroesAreKnownWithoutBeingUnpackedWhetherTheyWereAHoleOrNot() throws IOException {
        SeekableImage image = Xz.open(Xz.compress(Picture.usual(), Check.CRC64), OpenMode.READ);

        assertEquals(Part.Kind.PACKED, image.partAt(0).kind());
        assertEquals(Part.Kind.ZEROES, image.partAt(2 * MIB).kind());
        assertEquals(Part.Kind.ZEROES, image.partAt(4 * MIB).kind());
        assertEquals(Part.Kind.PACKED, image.partAt(5 * MIB).kind());
        assertEquals(3L * MIB, image.facts().get("zeroes"));
    }

    @Test
    void aKeptRegionThatEndsBeyondTheImageIsRefusedWithBothNumbers() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> Xz.compress(Picture.of(1000), Check.CRC64, 500, 1001));

        assertTrue(refused.getMessage().contains("500-1000"), refused.getMessage());
        assertTrue(refused.getMessage().contains("which has 1000 bytes"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10})
    void aLevelThatDoesNotExistIsRefused(int level) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new XzFormat()
                        .create(
                                Picture.of(1),
                                new Recipe(Picture.keep(), level, 1),
                                new MemoryStorage(),
                                Progress.NONE));

        assertTrue(refused.getMessage().contains("0 to 9, not " + level), refused.getMessage());
    }
}
