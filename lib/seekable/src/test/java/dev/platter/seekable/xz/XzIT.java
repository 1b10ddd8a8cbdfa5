// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other programs make of our files, and we of theirs. */
class XzIT {
    private static final int MIB = Picture.MIB;

    @TempDir
    Path folder;

    private final Picture picture = Picture.usual();

    private Path made(Check check) throws IOException {
        return Files.write(
                folder.resolve("made.img.xz"),
                Xz.compress(picture, check, 1000, 2 * MIB + 1000, 4 * MIB, 5 * MIB)
                        .bytes());
    }

    private void assertUnpacks(Path file, String... command) throws IOException {
        Path unpacked = folder.resolve("unpacked.img");
        Peer.require(command[0])
                .besides("sh")
                .run("-c", String.join(" ", command) + " <" + file + " >" + unpacked)
                .success();
        assertArrayEquals(picture.bytes, Files.readAllBytes(unpacked));
    }

    @Needs("xz")
    @ParameterizedTest
    @EnumSource
    void theCommandXzTestsListsAndUnpacksWithOneThreadAndWithMany(Check check) throws IOException {
        Path file = made(check);

        Peer.require("xz").run("-t", file.toString()).success();
        String list = Peer.require("xz").run("--robot", "-lvv", file.toString()).success();
        assertUnpacks(file, "xz", "-dc", "-T1");
        assertUnpacks(file, "xz", "-dc", "-T4");

        assertTrue(list.contains("\t" + picture.bytes.length + "\t"), list);
        assertTrue(list.contains(check.name().replace("SHA", "SHA-")), list);
    }

    /** Busybox has XZ Embedded, as the Linux kernel has. */
    @Needs("busybox")
    @ParameterizedTest
    @EnumSource(names = {"CRC32", "CRC64"})
    void xzEmbeddedUnpacks(Check check) throws IOException {
        assertUnpacks(made(check), "busybox", "unxz", "-c");
    }

    @Needs("python3")
    @Test
    void pythonUnpacks() throws IOException {
        assertUnpacks(
                made(Check.CRC64),
                "python3",
                "-c",
                "'import lzma, sys; sys.stdout.buffer.write(lzma.decompress(sys.stdin.buffer.read()))'");
    }

    @Needs("bsdcat")
    @Test
    void libarchiveUnpacks() throws IOException {
        assertUnpacks(made(Check.SHA256), "bsdcat");
    }

    @Needs("xz")
    @ParameterizedTest
    @EnumSource
    void aChangedFileIsRightForXzAndDiffersOnlyThere(Check check) throws IOException {
        Path file = made(check);
        ByteBuffer change = ByteBuffer.wrap(new byte[100_000]);
        try (ImageFile image = ImageFile.open(file, List.of(new XzFormat()), OpenMode.JOURNALED)) {
            image.change(change, MIB - 50_000);
        }
        System.arraycopy(change.array(), 0, picture.bytes, MIB - 50_000, change.capacity());

        assertUnpacks(file, "xz", "-dc");
    }

    @Needs("xz")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-T2 --block-size=300000",
                "-T2 -6",
                "-0 --check=none",
                "-1 --check=sha256",
                "--x86 --lzma2=preset=1",
                "--delta=dist=4 --lzma2=preset=0 --check=crc32"
            })
    void filesOfXzAreRead(String options) throws IOException {
        Path plain = Files.write(folder.resolve("plain.img"), picture.bytes);
        Peer.require("xz")
                .besides("sh")
                .run("-c", "xz -k " + options + " " + plain)
                .success();

        try (FileStorage file = FileStorage.open(folder.resolve("plain.img.xz"), false);
                SeekableImage image = Xz.open(file, OpenMode.READ)) {
            assertArrayEquals(picture.bytes, Picture.read(image));
            assertEquals(List.of(), image.verify(2, Progress.NONE));
        }
    }

    @Needs("xz")
    @ParameterizedTest
    @CsvSource({"16, 1", "2000, 50"})
    void severalFilesBehindEachOtherAreOneImage(int padding, int size) throws IOException {
        Path plain = Files.write(folder.resolve("plain.img"), new byte[size]);
        Path both = folder.resolve("both.xz");
        Peer.require("xz")
                .besides("sh")
                .run(
                        "-c",
                        "(xz -c " + plain + "; head -c " + padding + " /dev/zero; xz -c " + plain + ") >" + both
                                + " && xz -t " + both)
                .success();

        try (FileStorage file = FileStorage.open(both, false);
                SeekableImage image = Xz.open(file, OpenMode.READ)) {
            assertArrayEquals(new byte[2 * size], Picture.read(image));
        }
    }
}
