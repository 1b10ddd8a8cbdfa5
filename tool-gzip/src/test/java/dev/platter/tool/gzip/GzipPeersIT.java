// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other programs unpack our files, changed and unchanged, and we unpack theirs. */
@Needs({"gzip", "pigz", "python3", "bsdcat", "busybox"})
class GzipPeersIT {
    private static final int SIZE = 6_000_001;
    private static final int START = 1_000_003;
    private static final int LENGTH = 1_500_000;

    @TempDir
    Path folder;

    private final byte[] image = new byte[SIZE];

    @BeforeEach
    void create() throws IOException {
        Random random = new Random(4);
        for (int i = 0; i < SIZE / 2; i++) {
            image[i] = (byte) random.nextInt(40);
        }
        Files.write(file("disk"), image);
        ours(
                "create",
                "--keep",
                START + "+" + LENGTH,
                file("disk").toString(),
                file("disk.gz").toString());
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private static void ours(String... words) {
        Main main = new Main(
                InputStream.nullInputStream(), new PrintStream(OutputStream.nullOutputStream()), System.err, false);
        assertEquals(0, main.run(words));
    }

    private byte[] unpacked(String how, Path packed) throws IOException {
        Peer.require(how.split(" ")[0])
                .besides("sh")
                .run(
                        "-c",
                        how + " <\"$0\" >\"$1\"",
                        packed.toString(),
                        file("out").toString())
                .success();
        return Files.readAllBytes(file("out"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip -dc",
                "pigz -dc",
                "busybox gunzip -c",
                "bsdcat -",
                "python3 -c 'import gzip, sys; sys.stdout.buffer.write(gzip.decompress(sys.stdin.buffer.read()))'",
                "python3 -c 'import zlib, sys; sys.stdout.buffer.write(zlib.decompress(sys.stdin.buffer.read(), 31))'",
            })
    void othersUnpackOurFiles(String how) throws IOException {
        assertArrayEquals(image, unpacked(how, file("disk.gz")));

        byte[] change = new byte[LENGTH - 10];
        Arrays.fill(change, (byte) 'c');
        Files.write(file("change"), change);
        ours(
                "write",
                file("disk.gz").toString(),
                "--at",
                Integer.toString(START + 5),
                "--from",
                file("change").toString());

        System.arraycopy(change, 0, image, START + 5, change.length);
        assertArrayEquals(image, unpacked(how, file("disk.gz")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip -1c",
                "gzip -9c",
                "pigz -c",
                "pigz -11 -c -I 1",
                "pigz -H -c",
                "busybox gzip -c",
                "python3 -c 'import gzip, sys; sys.stdout.buffer.write(gzip.compress(sys.stdin.buffer.read()))'",
            })
    void weUnpackFilesOfOthers(String how) throws IOException {
        Path theirs = Files.write(file("theirs.gz"), unpacked(how, file("disk")));

        ours("verify", theirs.toString());
        ours("extract", theirs.toString(), "-", file("ours").toString());

        assertArrayEquals(image, Files.readAllBytes(file("ours")));
    }

    @Test
    @Needs("nbdkit")
    void holesOfAnotherServersDiskCostNothing() throws IOException {
        long size = 64L << 30;
        try (PeerServer nbdkit = PeerServer.nbdkit("data", "data=@" + size / 2 + " \"hello\"", "size=" + size)) {
            ours(
                    "create",
                    "--keep",
                    size / 2 + "+5",
                    nbdkit.uri(""),
                    file("remote.gz").toString());
        }

        ours(
                "extract",
                file("remote.gz").toString(),
                size / 2 - 1 + "+7",
                file("out").toString());
        assertEquals("\0hello\0", Files.readString(file("out")));
    }

    @Test
    void membersOfSeveralProgramsAreOneImage() throws IOException {
        Path several = file("several.gz");
        try (OutputStream out = Files.newOutputStream(several)) {
            out.write(unpacked("gzip -c", file("disk")));
            out.write(unpacked("pigz -c", file("disk")));
            out.write(unpacked("gzip -c", file("disk.gz")));
        }

        ours("extract", several.toString(), SIZE + "+" + SIZE, file("second").toString());

        assertArrayEquals(image, Files.readAllBytes(file("second")));
    }
}
