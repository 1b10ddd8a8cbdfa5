// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ext2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** File systems that mke2fs makes. */
@Tag("same-in-both-modes")
class Ext2IT {
    private static final String DEEP = "/folder/" + "n".repeat(200) + "/disk.img";

    @TempDir
    private Path folder;

    private record FileDisk(FileChannel file) implements Disk {
        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
            for (long at = offset; into.hasRemaining(); ) {
                at += file.read(into, at);
            }
        }
    }

    /** A folder with a sparse file of 20 MB, a short one, many names, and links. */
    private Path made(String options) throws IOException {
        Path files = Files.createDirectories(folder.resolve("files"));
        Path deep = files.resolve(DEEP.substring(1));
        Files.createDirectories(deep.getParent());
        byte[] noise = new byte[700_000];
        new Random(1).nextBytes(noise);
        try (FileChannel file = FileChannel.open(deep, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(noise), 3000);
            file.write(ByteBuffer.wrap(noise), 10_000_000);
            file.write(ByteBuffer.wrap(new byte[] {1}), 20_000_000);
        }
        Files.writeString(files.resolve("short"), "a few bytes");
        Files.writeString(files.resolve("middle"), "some more bytes ".repeat(6));
        for (int i = 0; i < 500; i++) {
            Files.createFile(Files.createDirectories(files.resolve("many")).resolve("name " + i));
        }
        Files.writeString(files.resolve("many/last"), "the last one");
        Files.createSymbolicLink(files.resolve("link"), Path.of("many/../folder/" + "n".repeat(200)));
        Files.createSymbolicLink(files.resolve("many/up"), Path.of("/link/disk.img"));
        Path image = folder.resolve("image");
        List<String> words = new ArrayList<>(List.of("-q", "-F", "-d", files.toString()));
        words.addAll(List.of(options.split(" ")));
        words.addAll(List.of(image.toString(), "64M"));
        Peer.require("mke2fs").run(words.toArray(String[]::new)).success();
        return image;
    }

    private static byte[] read(Path image, String path) throws IOException {
        try (FileChannel channel = FileChannel.open(image);
                Disk file = new Ext2Filter(new Ext2Filter.Config(path))
                        .open(new TestOpener(new FileDisk(channel)), TestClient.anybody())) {
            ByteBuffer bytes = ByteBuffer.allocateDirect((int) file.size());
            file.read(bytes, 0, HoleSink.NONE);
            byte[] read = new byte[bytes.capacity()];
            bytes.get(0, read);
            return read;
        }
    }

    @Needs("mke2fs")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-t ext2 -b 1024",
                "-t ext2 -b 4096 -r 0",
                "-t ext3 -b 1024",
                "-t ext4",
                "-t ext4 -b 1024 -O 64bit,inline_data -I 256",
                "-t ext4 -O meta_bg,^resize_inode -b 1024",
                "-t ext4 -O meta_bg,^resize_inode,sparse_super2,64bit -b 1024 -g 512",
                "-t ext4 -b 65536",
            })
    void filesAreRead(String options) throws IOException {
        Path image = made(options);
        byte[] expected = Files.readAllBytes(folder.resolve("files" + DEEP));

        assertArrayEquals(expected, read(image, DEEP));
        assertArrayEquals(expected, read(image, "/many/up"));
        for (String path : List.of("/short", "/middle", "/many/last")) {
            assertArrayEquals(Files.readAllBytes(folder.resolve("files" + path)), read(image, path));
        }
    }

    @Needs({"mke2fs", "nbdkit"})
    @Test
    void bytesAreThoseOfNbdkit() throws IOException {
        Path image = made("-t ext4");
        try (PeerServer nbdkit =
                        PeerServer.nbdkit("-r", "--filter=ext2", "file", image.toString(), "ext2file=" + DEEP);
                NbdClient client = NbdClient.connect(NbdUri.parse(nbdkit.uri("")))) {
            byte[] theirs = new byte[(int) client.export().size()];
            client.read(0, ByteBuffer.allocate(theirs.length), 0).data().get(0, theirs);
            assertEquals(20_000_001, theirs.length);
            assertArrayEquals(theirs, read(image, DEEP));
        }
    }
}
