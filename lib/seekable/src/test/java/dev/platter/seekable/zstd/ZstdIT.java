// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.seekable.FileStorage;
import dev.platter.seekable.ImageFile;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Picture;
import dev.platter.seekable.Progress;
import dev.platter.seekable.SeekableImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command zstd makes of our files, and we of its. */
class ZstdIT {
    private static final int MIB = Picture.MIB;

    @TempDir
    Path folder;

    private final Picture picture = Picture.usual();

    private Path made() throws IOException {
        return Files.write(
                folder.resolve("made.img.zst"),
                Zst.compress(picture, 1000, 2 * MIB + 1000, 4 * MIB, 5 * MIB).bytes());
    }

    private void assertUnpacks(Path file, String... command) throws IOException {
        Path unpacked = folder.resolve("unpacked.img");
        Peer.require(command[0])
                .besides("sh")
                .run("-c", String.join(" ", command) + " <" + file + " >" + unpacked)
                .success();
        assertArrayEquals(picture.bytes, Files.readAllBytes(unpacked));
    }

    private void assertReads(Path path) throws IOException {
        try (FileStorage file = FileStorage.open(path, false);
                SeekableImage image = Zst.open(file, OpenMode.READ)) {
            assertArrayEquals(picture.bytes, Picture.read(image));
            assertEquals(List.of(), image.verify(2, Progress.NONE));
        }
    }

    @Needs("zstd")
    @Test
    void theCommandZstdTestsListsAndUnpacks() throws IOException {
        Path file = made();

        Peer.require("zstd").run("-t", file.toString()).success();
        String list = Peer.require("zstd").run("-lv", file.toString()).success();
        assertUnpacks(file, "zstd", "-dc");

        assertTrue(list.contains("# Skippable Frames: 2"), list);
        assertTrue(list.contains(picture.bytes.length + " B"), list);
    }

    @Needs("bsdcat")
    @Test
    void libarchiveUnpacks() throws IOException {
        assertUnpacks(made(), "bsdcat");
    }

    @Needs("zstd")
    @Test
    void aChangedFileIsRightForZstdAndDiffersOnlyThere() throws IOException {
        Path file = made();
        ByteBuffer change = ByteBuffer.wrap(new byte[300_000]);
        try (ImageFile image = ImageFile.open(file, List.of(new ZstdFormat()), OpenMode.JOURNALED)) {
            image.change(change, MIB - 150_000);
        }
        System.arraycopy(change.array(), 0, picture.bytes, MIB - 150_000, change.capacity());

        assertUnpacks(file, "zstd", "-dc");
    }

    @Needs("zstd")
    @ParameterizedTest
    @ValueSource(
            strings = {"-1", "-T2 -B512K", "-19 --no-check", "--long=27", "--ultra -22", "--fast=5 --no-content-size"})
    void filesOfZstdAreRead(String options) throws IOException {
        Path plain = Files.write(folder.resolve("plain.img"), picture.bytes);
        Peer.require("zstd")
                .besides("sh")
                .run("-c", "zstd -q -k " + options + " " + plain)
                .success();

        assertReads(folder.resolve("plain.img.zst"));
    }

    @Needs("zstd")
    @Test
    void whatZstdHasFromAPipeIsReadBehindAnotherFile() throws IOException {
        Path first = Files.write(folder.resolve("first"), Arrays.copyOf(picture.bytes, MIB));
        Path rest = Files.write(folder.resolve("rest"), Arrays.copyOfRange(picture.bytes, MIB, picture.bytes.length));
        Path both = folder.resolve("both.zst");
        Peer.require("zstd")
                .besides("sh")
                .run("-c", "(zstd -c " + first + "; cat " + rest + " | zstd -c) >" + both + " && zstd -qt " + both)
                .success();

        assertReads(both);
    }

    @Needs("zstd")
    @Test
    void aFileOfZstdWithADictionaryIsRefused() throws IOException {
        Path dictionary = Files.write(folder.resolve("dictionary"), Arrays.copyOf(picture.bytes, 50_000));
        Path plain = Files.write(folder.resolve("plain.img"), picture.bytes);
        Peer.require("zstd")
                .besides("sh")
                .run(
                        "-c",
                        "zstd -q --train -B2000 --dictID=4711 -o " + dictionary + ".dict " + dictionary
                                + " && zstd -q -D " + dictionary + ".dict " + plain)
                .success();

        try (FileStorage file = FileStorage.open(folder.resolve("plain.img.zst"), false)) {
            IOException refused = assertThrows(IOException.class, () -> Zst.open(file, OpenMode.READ));
            assertTrue(refused.getMessage().contains("dictionary 4711"), refused.getMessage());
        }
    }
}
