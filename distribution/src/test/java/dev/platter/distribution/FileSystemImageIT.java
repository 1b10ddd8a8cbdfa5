// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The plugin file serves a file that contains a real file system. */
@Needs({"mkfs.ext4", "e2fsck", "nbdcopy", "qemu-img", "qemu-io"})
class FileSystemImageIT {
    private static final int FILES = 40;

    @RegisterExtension
    private final Platter platter = new Platter();

    private Image image;

    @BeforeEach
    void makeFileSystem() throws IOException {
        Path content = Files.createDirectory(platter.folder().resolve("content"));
        Random random = new Random(4);
        for (int i = 0; i < FILES; i++) {
            byte[] bytes = new byte[random.nextInt(300_000)];
            random.nextBytes(bytes);
            Files.write(
                    Files.createDirectories(content.resolve("folder" + i % 5)).resolve("file" + i), bytes);
        }
        image = new Image(platter.folder().resolve("ext4.img"));
        Peer.require("mkfs.ext4")
                .run("-q", "-d", content.toString(), image.toString(), "64M")
                .success();
    }

    @Test
    void fileSystemIsTheSameThroughPlatterAndItsCopiesAreSound() throws IOException {
        String uri = platter.serve("file", image.toString()).uri();
        image.sameAs(uri);

        Path byNbdcopy = platter.folder().resolve("by-nbdcopy");
        Peer.require("nbdcopy").run(uri, byNbdcopy.toString()).success();
        check(byNbdcopy);
        Path byQemu = platter.folder().resolve("by-qemu");
        Peer.require("qemu-img")
                .run("convert", "-f", "raw", "-O", "raw", uri, byQemu.toString())
                .success();
        check(byQemu);
    }

    @Test
    void fileSystemIsCopiedIntoAnotherFile() throws IOException {
        Image target = new Image(platter.folder().resolve("target"));
        Peer.require("truncate").run("-s", "64M", target.toString()).success();
        String uri = platter.serve("file", target.toString()).uri();
        Peer.require("nbdcopy").run("--flush", image.toString(), uri).success();
        check(target.file());
    }

    @Test
    void fileHasExactlyWhatWasWritten() throws IOException {
        String uri = platter.serve("file", image.toString()).uri();
        byte[] expected = Files.readAllBytes(image.file());
        Arrays.fill(expected, 2 << 20, (2 << 20) + 4096, (byte) 0);
        Arrays.fill(expected, (2 << 20) + 4096, (2 << 20) + 65_536, (byte) 7);
        Peer.require("qemu-io")
                .run("-f", "raw", "-c", "write -P 7 2M 64k", "-c", "flush", "-c", "write -z 2M 4k", uri)
                .success();
        assertEquals(-1, Arrays.mismatch(expected, Files.readAllBytes(image.file())));
    }

    private void check(Path copy) throws IOException {
        assertEquals(-1, Files.mismatch(image.file(), copy), "the first byte that differs");
        Outcome fsck = Peer.require("e2fsck").run("-fn", copy.toString());
        assertEquals(0, fsck.status(), fsck.out() + fsck.err());
    }
}
