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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other programs unpack our files, changed and unchanged, and we unpack theirs. */
@Needs({"gzip", "pigz", "xz", "zstd", "pzstd", "python3", "bsdcat", "busybox"})
class GzipPeersIT {
    private static final int SIZE = 6_000_001;
    private static final int START = 1_000_003;
    private static final int LENGTH = 1_500_000;

    @TempDir
    Path folder;

    private final byte[] image = new byte[SIZE];

    @BeforeEach
    void prepare() throws IOException {
        Random random = new Random(4);
        for (int i = 0; i < SIZE / 2; i++) {
            image[i] = (byte) random.nextInt(40);
        }
        Files.write(file("disk"), image);
    }

    private Path create(String format) {
        Path packed = file("disk.packed");
        ours(
                "create",
                "--format",
                format,
                "--level",
                "3",
                "--keep",
                START + "+" + LENGTH,
                file("disk").toString(),
                packed.toString());
        return packed;
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
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "gzip|gzip -dc",
                "gzip|pigz -dc",
                "gzip|busybox gunzip -c",
                "gzip|bsdcat -",
                "gzip|python3 -c 'import gzip, sys; sys.stdout.buffer.write(gzip.decompress(sys.stdin.buffer.read()))'",
                "gzip|python3 -c 'import zlib, sys; sys.stdout.buffer.write(zlib.decompress(sys.stdin.buffer.read(),"
                        + " 31))'",
                "xz|xz -dc",
                "xz|busybox unxz -c",
                "xz|bsdcat -",
                "xz|python3 -c 'import lzma, sys; sys.stdout.buffer.write(lzma.decompress(sys.stdin.buffer.read()))'",
                "zstd|zstd -dc",
                "zstd|pzstd -dc",
                "zstd|bsdcat -",
            })
    void othersUnpackOurFiles(String format, String how) throws IOException {
        Path packed = create(format);
        assertArrayEquals(image, unpacked(how, packed));

        byte[] change = new byte[LENGTH - 10];
        Arrays.fill(change, (byte) 'c');
        Files.write(file("change"), change);
        ours(
                "write",
                packed.toString(),
                "--at",
                Integer.toString(START + 5),
                "--from",
                file("change").toString());

        System.arraycopy(change, 0, image, START + 5, change.length);
        assertArrayEquals(image, unpacked(how, packed));
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
                "xz -1c",
                "xz -1c --block-size=1MiB",
                "zstd -1c",
                "zstd -19c --no-check",
                "zstd -c --stream-size=6000001",
                "pzstd -c",
                "python3 -c 'import gzip, sys; sys.stdout.buffer.write(gzip.compress(sys.stdin.buffer.read()))'",
            })
    void weUnpackFilesOfOthers(String how) throws IOException {
        Path theirs = Files.write(file("theirs"), unpacked(how, file("disk")));

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

    @ParameterizedTest
    @CsvSource({"gzip,gzip -c,pigz -c", "xz,xz -1c,xz -2c", "zstd,zstd -c,pzstd -c"})
    void filesOfSeveralProgramsBehindEachOtherAreOneImage(String format, String one, String other) throws IOException {
        Path several = file("several");
        try (OutputStream out = Files.newOutputStream(several)) {
            out.write(unpacked(one, file("disk")));
            out.write(unpacked(other, file("disk")));
            out.write(Files.readAllBytes(create(format)));
        }

        ours(
                "extract",
                several.toString(),
                SIZE + "+" + 2 * SIZE,
                file("others").toString());

        byte[] twice = Arrays.copyOf(image, 2 * SIZE);
        System.arraycopy(image, 0, twice, SIZE, SIZE);
        assertArrayEquals(twice, Files.readAllBytes(file("others")));
    }
}
