// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.IndexCache;
import dev.platter.seekable.MemoryStorage;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Progress;
import dev.platter.seekable.SeekableImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexCodecTest {
    @TempDir
    Path folder;

    private final byte[] image = Images.mixed(1_000_000);
    private MemoryStorage file;
    private Path index;

    @BeforeEach
    void pack() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(image);
        }
        file = new MemoryStorage(out.toByteArray());
        index = folder.resolve("file.gz.platter-index");
    }

    private SeekableImage open() throws IOException {
        return new GzipFormat().open(file, OpenMode.READ, IndexCache.of(folder.resolve("file.gz")));
    }

    /** Only the index knows how large the image is, so a wrong byte in the middle of the file is not seen by opening it. */
    @Test
    void fileIsNotReadAsAWholeTheSecondTime() throws IOException {
        open();
        assertTrue(Files.exists(index));
        file.flip((int) file.size() / 2 + 7, 1);

        SeekableImage image = open();

        assertEquals(1_000_000, image.size());
        assertEquals(1, image.verify(1, Progress.NONE).size());
        Files.delete(index);
        assertThrows(DamagedImageException.class, this::open);
    }

    @Test
    void partsAreReadByAKeptIndex() throws IOException {
        open();

        assertArrayEquals(image, Images.read(open()));
    }

    @Test
    void indexOfAnotherFileIsMadeAnew() throws IOException {
        open();
        byte[] kept = Files.readAllBytes(index);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(image, 0, 400_000);
        }
        file = new MemoryStorage(out.toByteArray());

        assertEquals(400_000, open().size());
        assertTrue(Files.size(index) != kept.length);
    }

    @Test
    void damagedIndexIsMadeAnew() throws IOException {
        open();
        byte[] kept = Files.readAllBytes(index);
        for (int at = 0; at < kept.length; at += 97) {
            byte[] damaged = kept.clone();
            damaged[at] ^= 16;
            Files.write(index, damaged);

            assertEquals(1_000_000, open().size());
            assertArrayEquals(kept, Files.readAllBytes(index));
        }
    }
}
