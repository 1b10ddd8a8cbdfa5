// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.parameters.Size;
import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tar files of other programs. */
@Tag("same-in-both-modes")
class TarIT {
    private static final String NAME = "folder/".repeat(20) + "disk ä.img";

    @TempDir
    private Path folder;

    private byte[] contents() throws IOException {
        byte[] contents = new byte[300_001];
        new Random(1).nextBytes(contents);
        Path file = folder.resolve("files").resolve(NAME);
        Files.createDirectories(file.getParent());
        Files.write(folder.resolve("files/a"), new byte[1]);
        Files.write(file, contents);
        return contents;
    }

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

    private static byte[] read(NbdClient client) throws IOException {
        ByteBuffer data = client.read(
                        0, ByteBuffer.allocate((int) client.export().size()), 0)
                .data();
        return data.array();
    }

    private byte[] served(Path tar, String entry) throws IOException {
        TarFilter filter = new TarFilter(new TarFilter.Config(entry, new Size(0), Optional.empty()));
        try (FileChannel file = FileChannel.open(tar);
                Served served = Served.of(_ -> new FileDisk(file), filter)) {
            return read(served.client());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gnu", "oldgnu", "pax", "posix", "ustar"})
    void formatsOfGnuTarAreRead(String format) throws IOException {
        byte[] contents = contents();
        Path tar = folder.resolve("made.tar");
        Peer.require("tar")
                .run(
                        "-C",
                        folder.resolve("files").toString(),
                        "--format=" + format,
                        "-cf",
                        tar.toString(),
                        "a",
                        "folder")
                .success();

        assertArrayEquals(contents, served(tar, NAME));
    }

    @Needs("bsdtar")
    @ParameterizedTest
    @ValueSource(strings = {"gnutar", "pax", "ustar"})
    void formatsOfLibarchiveAreRead(String format) throws IOException {
        byte[] contents = contents();
        Path tar = folder.resolve("made.tar");
        Peer.require("bsdtar")
                .run(
                        "-C",
                        folder.resolve("files").toString(),
                        "--format=" + format,
                        "-cf",
                        tar.toString(),
                        "a",
                        "folder")
                .success();

        assertArrayEquals(contents, served(tar, NAME));
    }

    /** Of a file whose name needs a header of its own, nbdkit 1.42 serves that header first. */
    @Needs("nbdkit")
    @Test
    void bytesAreThoseOfNbdkitForShortNames() throws IOException {
        byte[] contents = contents();
        Files.write(folder.resolve("files/disk.img"), contents);
        Path tar = folder.resolve("made.tar");
        Peer.require("tar")
                .run("-C", folder.resolve("files").toString(), "-cf", tar.toString(), "a", "folder", "disk.img")
                .success();
        try (PeerServer nbdkit = PeerServer.nbdkit("--filter=tar", "file", tar.toString(), "tar-entry=disk.img");
                NbdClient client = NbdClient.connect(NbdUri.parse(nbdkit.uri("")))) {
            assertArrayEquals(contents, read(client));
        }
        assertArrayEquals(contents, served(tar, "disk.img"));
    }
}
