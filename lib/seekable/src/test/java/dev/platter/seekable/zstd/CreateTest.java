// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

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
import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Block;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateTest {
    private static final int MIB = Picture.MIB;

    @Test
    void anImageIsUnpackedToWhatItWas() throws IOException {
        Picture picture = Picture.usual();

        MemoryStorage file = Zst.compress(picture, 1000, MIB + 1000, 3 * MIB + 1, 5 * MIB + 7);

        assertArrayEquals(picture.bytes, Zst.unpacked(file));
        try (SeekableImage image = Zst.open(file, OpenMode.READ)) {
            assertArrayEquals(picture.bytes, Picture.read(image));
            assertEquals(List.of(), image.verify(2, Progress.NONE));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 131071, 131072, 131073, MIB - 1, MIB, MIB + 1})
    void anImageOfAnySizeCanBeKeptAsAWholeOrNotAtAll(int size) throws IOException {
        Picture picture = Picture.of(size);

        assertArrayEquals(picture.bytes, Zst.unpacked(Zst.compress(picture)));
        if (size > 0) {
            MemoryStorage file = Zst.compress(picture, 0, size);
            assertArrayEquals(picture.bytes, Zst.unpacked(file));
            assertArrayEquals(picture.bytes, Picture.read(Zst.open(file, OpenMode.READ)));
        }
    }

    @Test
    void regionsAndTheirNamesTravelInTheFile() throws IOException {
        MemoryStorage file = Zst.compress(Picture.usual(), 7, 8, 8, 3000);

        SeekableImage image = Zst.open(file, OpenMode.READ);

        assertEquals(
                List.of(new KeptRegion(7, 8, "region 0"), new KeptRegion(8, 3000, "region 1")),
                image.kept().list());
        assertEquals(1, image.facts().get("level"));
        assertEquals("xxh64", image.facts().get("check"));
    }

    @Test
    void zeroesAreKnownWithoutBeingUnpackedWhetherTheyWereAHoleOrNot() throws IOException {
        SeekableImage image = Zst.open(Zst.compress(Picture.usual()), OpenMode.READ);

        assertEquals(Part.Kind.PACKED, image.partAt(0).kind());
        assertEquals(Part.Kind.ZEROES, image.partAt(2 * MIB).kind());
        assertEquals(Part.Kind.ZEROES, image.partAt(4 * MIB).kind());
        assertEquals(Part.Kind.PACKED, image.partAt(5 * MIB).kind());
        assertEquals(7L * MIB / 2, image.facts().get("zeroes"));
    }

    @Test
    void aKeptRegionThatEndsBeyondTheImageIsRefusedWithBothNumbers() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Zst.compress(Picture.of(1000), 500, 1001));

        assertTrue(refused.getMessage().contains("500-1000"), refused.getMessage());
        assertTrue(refused.getMessage().contains("which has 1000 bytes"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 23})
    void aLevelThatDoesNotExistIsRefused(int level) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new ZstdFormat()
                        .create(
                                Picture.of(1),
                                new Recipe(Picture.keep(), level, 1),
                                new MemoryStorage(),
                                Progress.NONE));

        assertTrue(refused.getMessage().contains("1 to 22, not " + level), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 131072, 131073, 131074, 262144, MIB - 1, MIB})
    void framesOfZeroesOfAnyLengthAreRight(int length) throws IOException {
        ByteBuffer frame = RawFrame.zeroes(length);

        assertEquals(RawFrame.zeroesLength(length), frame.remaining());
        assertArrayEquals(new byte[length], Zst.unpacked(frame.array()));
    }

    @Test
    void aHoleTakesHardlyAnyRoom() throws IOException {
        MemoryStorage file = Zst.compress(Picture.usual());

        SeekTable table = SeekTable.read(file).orElseThrow();

        assertEquals(MIB, table.blocks().at(MIB).length());
        assertTrue(
                table.blocks().at(MIB).fileLength() < 60,
                "a mebibyte takes " + table.blocks().at(MIB));
    }

    @Test
    void theTableHasAllFramesAndPlacesBeyondFourGibibytes() throws IOException {
        SeekTable.Writer writer = new SeekTable.Writer();
        for (int i = 0; i < 6000; i++) {
            writer.add(i == 0 ? 0 : 1 << 20, 1 << 20);
        }
        ByteBuffer bytes = writer.finish();
        long frames = 5999L << 20;

        SeekTable table = SeekTable.read(new Tail(frames, bytes)).orElseThrow();

        assertEquals(frames, table.position());
        assertEquals(6000L << 20, table.blocks().size());
        assertEquals(
                new Block(5000L << 20, 1 << 20, 5001L << 20, 1 << 20, (byte) 0),
                table.blocks().at((5001L << 20) + 7));
    }

    /** A long file of which only the end is read. */
    private record Tail(long before, ByteBuffer bytes) implements Storage {
        @Override
        public long size() {
            return before + bytes.limit();
        }

        @Override
        public void read(ByteBuffer into, long position) {
            into.put(bytes.slice((int) (position - before), into.remaining()));
        }

        @Override
        public void write(ByteBuffer from, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void sync() {}

        @Override
        public void close() {}
    }
}
