// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Peer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private static final int SECTOR = 512;
    private static final int START = 2048 * SECTOR;
    private static final int LENGTH = 1024 * SECTOR;
    private static final int SIZE = 3 << 20;

    @TempDir
    Path folder;

    private final byte[] image = new byte[SIZE];
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] in = new byte[0];

    @BeforeEach
    void prepare() throws IOException {
        new Random(1).nextBytes(image);
        Arrays.fill(image, START + LENGTH, SIZE, (byte) 'x');
        // An MBR with one partition.
        Arrays.fill(image, 446, 510, (byte) 0);
        image[450] = 0x0c;
        image[454] = 0;
        image[455] = 2048 >> 8;
        image[459] = 1024 >> 8;
        image[510] = 0x55;
        image[511] = (byte) 0xaa;
        Files.write(folder.resolve("disk.img"), image);
    }

    private int run(String line) {
        out.reset();
        err.reset();
        String[] words = Arrays.stream(line.split(" "))
                .map(word -> word.startsWith("/") ? folder + word : word)
                .toArray(String[]::new);
        return new Main(
                        new ByteArrayInputStream(in),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false)
                .run(words);
    }

    private void succeed(String line) {
        assertEquals(0, run(line), err::toString);
    }

    private String fail(String line) {
        assertEquals(1, run(line));
        return err.toString(StandardCharsets.UTF_8).strip();
    }

    private byte[] unpacked(String name) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(name)))) {
            return in.readAllBytes();
        }
    }

    @Test
    void partitionIsKeptAndChanged() throws IOException {
        succeed("create --keep 1 /disk.img /disk.gz");
        in = new byte[] {1, 2, 3};
        succeed("write /disk.gz --at 1M");

        System.arraycopy(in, 0, image, START, 3);
        assertArrayEquals(image, unpacked("disk.gz"));
        succeed("verify /disk.gz");
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void bytesFromAPipeAreWritten() throws Exception {
        succeed("create --keep 1 /disk.img /disk.gz");
        Path pipe = folder.resolve("pipe");
        Peer.require("sh").run("-c", "mkfifo \"$0\"", pipe.toString()).success();
        byte[] change = {1, 2, 3};
        FutureTask<Path> writer = new FutureTask<>(() -> Files.write(pipe, change, StandardOpenOption.WRITE));
        Thread.startVirtualThread(writer);
        succeed("write /disk.gz --at 1M --from /pipe");
        writer.get();

        System.arraycopy(change, 0, image, START, change.length);
        assertArrayEquals(image, unpacked("disk.gz"));
    }

    @Test
    void partitionOfAnXzImageIsKeptAndChanged() throws IOException {
        succeed("create --format xz --check sha256 --level 1 --keep 1 /disk.img /disk.xz");
        in = new byte[] {1, 2, 3};
        succeed("write /disk.xz --at 1M");
        succeed("verify /disk.xz");
        succeed("info --json /disk.xz");
        String json = out.toString(StandardCharsets.UTF_8);
        succeed("extract /disk.xz - /unpacked.img");

        System.arraycopy(in, 0, image, START, 3);
        assertArrayEquals(image, Files.readAllBytes(folder.resolve("unpacked.img")));
        assertTrue(json.contains("\"check\":\"sha256\""), json);
    }

    @Test
    void partitionOfAZstdImageIsKeptAndChanged() throws IOException {
        succeed("create --format zstd --level 19 --keep 1 /disk.img /disk.zst");
        in = new byte[] {1, 2, 3};
        succeed("write /disk.zst --at 1M");
        succeed("verify /disk.zst");
        succeed("info --json /disk.zst");
        String json = out.toString(StandardCharsets.UTF_8);
        succeed("extract /disk.zst - /unpacked.img");

        System.arraycopy(in, 0, image, START, 3);
        assertArrayEquals(image, Files.readAllBytes(folder.resolve("unpacked.img")));
        assertTrue(json.startsWith("{\"format\":\"zstd\",\"size\":3145728,"), json);
        assertTrue(json.contains("\"level\":19"), json);
    }

    @Test
    void repairOfAZstdImageSaysWhatItChanged() throws IOException {
        succeed("create --format zstd --keep 0-3145727 /disk.img /disk.zst");
        byte[] bytes = Files.readAllBytes(folder.resolve("disk.zst"));
        bytes[1_000_000] ^= 4;
        Files.write(folder.resolve("disk.zst"), bytes);
        assertEquals(2, run("verify /disk.zst"));

        succeed("repair /disk.zst");

        assertTrue(out.toString(StandardCharsets.UTF_8).contains("was wrong and is right now"), out::toString);
        succeed("verify /disk.zst");
    }

    @Test
    void variantLeavesTheOriginalAsItIs() throws IOException {
        succeed("create --keep 1M+512k /disk.img /disk.gz");
        Files.write(folder.resolve("data"), new byte[1000]);
        succeed("write /disk.gz --at 1M --from /data --output /variant.gz");

        assertArrayEquals(image, unpacked("disk.gz"));
        Arrays.fill(image, START, START + 1000, (byte) 0);
        assertArrayEquals(image, unpacked("variant.gz"));
    }

    @Test
    void standardInputIsCompressedAndItsPartitionFound() throws IOException {
        in = image;
        succeed("create --keep 1 - /disk.gz");

        assertArrayEquals(image, unpacked("disk.gz"));
        succeed("info /disk.gz");
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("kept-region: 1048576-1572863 (partition 1)"));
    }

    @Test
    void infoIsJson() {
        succeed("create --keep 5-9 /disk.img /disk.gz");
        succeed("info --json /disk.gz");

        String json = out.toString(StandardCharsets.UTF_8);
        assertTrue(json.startsWith("{\"format\":\"gzip\",\"size\":3145728,"), json);
        assertTrue(json.contains("\"regions\":[{\"start\":5,\"end\":9,\"length\":5,\"name\":\"\"}]"), json);
    }

    @Test
    void holesOfASparseFileAreChunksOfZeroes() throws IOException {
        try (FileChannel sparse =
                FileChannel.open(folder.resolve("sparse"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            sparse.write(ByteBuffer.wrap(image, 0, 1000), 5 << 20);
            sparse.write(ByteBuffer.wrap(image, 0, 1), (20 << 20) - 1);
        }

        succeed("create /sparse /sparse.gz");

        assertArrayEquals(Files.readAllBytes(folder.resolve("sparse")), unpacked("sparse.gz"));
        succeed("info /sparse.gz");
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("zeroes: " + (18 << 20)), out::toString);
    }

    @Test
    void partsAreExtracted() throws IOException {
        succeed("create --keep 1 /disk.img /disk.gz");

        succeed("extract /disk.gz 1 /one");
        assertArrayEquals(Arrays.copyOfRange(image, START, START + LENGTH), Files.readAllBytes(folder.resolve("one")));
        succeed("extract /disk.gz 100+200000 -");
        assertArrayEquals(Arrays.copyOfRange(image, 100, 200_100), out.toByteArray());
        succeed("extract /disk.gz - /all");
        assertArrayEquals(image, Files.readAllBytes(folder.resolve("all")));
    }

    @Test
    void damageIsNamedByItsPlace() throws IOException {
        succeed("create /disk.img /disk.gz");
        byte[] bytes = Files.readAllBytes(folder.resolve("disk.gz"));
        bytes[200_000] ^= 4;
        Files.write(folder.resolve("disk.gz"), bytes);

        assertEquals(2, run("verify /disk.gz"));

        assertTrue(
                out.toString(StandardCharsets.UTF_8).contains("compressed bytes do not fit their checksum"),
                out::toString);
    }

    @Test
    void repairSaysWhatItChanged() throws IOException {
        succeed("create --keep 0-3145727 /disk.img /disk.gz");
        byte[] bytes = Files.readAllBytes(folder.resolve("disk.gz"));
        bytes[1_000_000] ^= 4;
        Files.write(folder.resolve("disk.gz"), bytes);
        assertEquals(2, run("verify /disk.gz"));

        succeed("repair /disk.gz");

        assertTrue(out.toString(StandardCharsets.UTF_8).contains("the checksum of the image was "), out::toString);
        succeed("verify /disk.gz");
        assertEquals(SIZE, unpacked("disk.gz").length);
    }

    @Test
    void failedCreateLeavesNoFile() throws IOException {
        fail("create --keep 7 /disk.img /disk.gz");
        in = image;
        fail("create --keep 3145000+1M - /disk.gz");

        try (var files = Files.list(folder)) {
            assertEquals(
                    List.of("disk.img"),
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void fileThatIsThereIsNotReplacedUnlessForced() throws IOException {
        Files.writeString(folder.resolve("disk.gz"), "precious");

        assertTrue(fail("create /disk.img /disk.gz").contains("is there already"));
        assertEquals("precious", Files.readString(folder.resolve("disk.gz")));
        succeed("create --force /disk.img /disk.gz");
    }

    @Test
    void mistakesAreSentences() {
        succeed("create --keep 1 /disk.img /disk.gz");

        assertTrue(fail("").contains(
                        "'' is not a command: the commands are create, write, info, verify, extract, repair"));
        assertTrue(fail("squeeze").contains("'squeeze' is not a command"));
        assertTrue(fail("info").contains("info takes FILE, and nothing was given"));
        assertTrue(fail("info --at 5 /disk.gz").contains("--at does not go with info"));
        assertTrue(fail("write /disk.gz").contains("--at is needed with write"));
        assertTrue(fail("create --level 10 /disk.img /x").contains("the levels are 1 to 9"));
        assertTrue(fail("create --level many /disk.img /x").contains("write a whole number"));
        assertTrue(fail("create --format rar /disk.img /x").contains("the formats are gzip, xz, zstd"));
        assertTrue(fail("create --check crc32 /disk.img /x").contains("--check=crc32 goes only with --format=xz"));
        assertTrue(fail("create --format xz --check md5 /disk.img /x").contains("the checks are crc32, crc64, sha256"));
        assertTrue(fail("create --level 23 /disk.img /x").contains("the levels are 1 to 9"));
        assertTrue(fail("create --format xz --level 10 /disk.img /x").contains("0 to 9"));
        assertTrue(fail("create --format zstd --level 23 /disk.img /x").contains("1 to 22"));
        assertTrue(fail("create --format zstd --level 0 /disk.img /x").contains("1 to 22"));
        assertTrue(fail("create --format zstd --check crc32 /disk.img /x").contains("goes only with --format=xz"));
        assertTrue(fail("create --keep 1 --keep 1M+1 /disk.img /x").contains("overlap"));
        assertTrue(fail("create --keep 0-9G /disk.img /x").contains("its last byte can be 3145727"));
        assertTrue(fail("create --keep 2 /disk.img /x").contains("no partition 2"), err::toString);
        assertTrue(fail("create /disk.img -").contains("OUT must be a file"));
        assertTrue(fail("info /missing").contains("/missing does not exist"));
        assertTrue(fail("info /disk.img").contains("not compressed in a known format"));
        in = new byte[2];
        assertTrue(fail("write /disk.gz --at 1048575")
                .contains("only the kept region 1048576-1572863 (partition 1) can be"));
        assertFalse(Files.exists(folder.resolve("x")));
    }
}
