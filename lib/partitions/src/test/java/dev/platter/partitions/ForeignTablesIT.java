// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that other programs make, and where those programs say that the partitions are. */
class ForeignTablesIT {
    private static final long SIZE = 64 << 20;
    private static final Pattern OF_SFDISK =
            Pattern.compile("img(\\d+) : start= *(\\d+), size= *(\\d+), type=(\\w+)[^\\n]*");
    private static final Pattern OF_PARTED = Pattern.compile("(?m)^(\\d+):(\\d+)B:(\\d+)B:(\\d+)B:");

    @TempDir
    Path folder;

    private Path image;

    @BeforeEach
    void make() throws IOException {
        image = folder.resolve("disk.img");
        resize(SIZE);
    }

    private void resize(long size) throws IOException {
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), size - 1);
        }
    }

    private PartitionTable read() throws IOException {
        try (FileChannel channel = FileChannel.open(image)) {
            return PartitionTable.find((into, offset) -> readFully(channel, into, offset), channel.size(), 512);
        }
    }

    private static void readFully(FileChannel channel, ByteBuffer into, long offset) throws IOException {
        long at = offset;
        while (into.hasRemaining()) {
            int read = channel.read(into, at);
            assertTrue(read > 0, "a read beyond the end");
            at += read;
        }
    }

    private static List<String> ranges(PartitionTable table) {
        return table.partitions().stream()
                .map(one -> one.number() + ": " + one.offset() + "+" + one.length())
                .toList();
    }

    private static String sfdisk(String options, Path image, String script) {
        return Peer.require("sfdisk")
                .besides("sh")
                .run(
                        "-c",
                        "printf '" + script + "' | sfdisk -q " + options + " \"$0\" && sfdisk " + options
                                + " --dump \"$0\"",
                        image.toString())
                .success();
    }

    private static List<String> told(String dump, int sector) {
        List<String> ranges = new ArrayList<>();
        for (Matcher line = OF_SFDISK.matcher(dump); line.find(); ) {
            if (!line.group(4).equals("5") && !line.group(4).equals("f")) {
                ranges.add(line.group(1) + ": " + Long.parseLong(line.group(2)) * sector + "+"
                        + Long.parseLong(line.group(3)) * sector);
            }
        }
        return ranges;
    }

    @Needs("sfdisk")
    @ParameterizedTest
    @CsvSource({"5", "f", "85"})
    void logicalPartitionsOfSfdiskAreRead(String extended) throws IOException {
        String dump = sfdisk(
                "", image, "label: dos\\n,4M\\n,8M\\n,,Ex\\n\\n,2M\\n,3M\\n,1M,7\\n,\\n".replace("Ex", extended));
        List<String> told = told(dump, 512);

        told.removeIf(line -> line.startsWith("3:"));
        assertEquals(told, ranges(read()));
        assertEquals(6, told.size(), dump);
    }

    @Needs("sfdisk")
    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void aGptOfSfdiskIsReadWithEitherSizeOfSectors(int sector) throws IOException {
        String dump = sfdisk(
                "--sector-size " + sector,
                image,
                "label: gpt\\nsize=4M,type=U\\nsize=8M,name=boot\\nsize=5M,name=\"with space\"\\ntype=L\\n");
        PartitionTable table = read();

        assertEquals(sector, table.sectorSize());
        assertEquals(told(dump, sector), ranges(table));
        assertEquals(3, table.partition("with space").number());
        assertEquals("c12a7328-f81f-11d2-ba4b-00a0c93ec93b", table.partition(1).type());
        assertEquals(List.of(), table.notes());
    }

    @Needs("sgdisk")
    @Test
    void aGptOfSgdiskIsReadFromItsCopyToo() throws IOException {
        Peer.require("sgdisk")
                .run("-n2:2048:+4M", "-c2:boot", "-n128:0:0", "-c128:rest", "-h2", image.toString())
                .success();
        List<String> ranges = ranges(read());
        assertEquals("2: 1048576+4194304", ranges.getFirst());
        assertEquals(2, ranges.size());
        assertEquals(128, read().partition("rest").number());
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(512), 512);
            channel.write(ByteBuffer.allocate(4096), 1024);
        }

        assertEquals(ranges, ranges(read()));
    }

    @Needs("sgdisk")
    @Test
    void aGptOfSgdiskWithOtherNumbersOfEntriesIsReadOnADiskThatHasGrown() throws IOException {
        Peer.require("sgdisk").run("-S512", "-n400:0:+1M", image.toString()).success();
        resize(2 * SIZE);
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1).put(0, (byte) 1), 1024);
        }

        assertEquals(1 << 20, read().partition(400).length());
    }

    @Needs("parted")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mklabel msdos mkpart primary 1MiB 3MiB mkpart extended 4MiB 60MiB mkpart logical 5MiB 9MiB mkpart"
                        + " logical 20MiB 30MiB mkpart logical 10MiB 15MiB",
                "mklabel gpt mkpart one 1MiB 3MiB mkpart two 10MiB 20MiB mkpart three 4MiB 9MiB rm 2"
            })
    void tablesOfPartedAreRead(String commands) throws IOException {
        List<String> line = new ArrayList<>(List.of("-s", "-m", image.toString()));
        line.addAll(List.of((commands + " unit B print").split(" ", -1)));
        String printed = Peer.require("parted").run(line.toArray(String[]::new)).success();
        List<String> told = new ArrayList<>();
        for (Matcher one = OF_PARTED.matcher(printed); one.find(); ) {
            if (commands.contains("gpt") || !one.group(1).equals("2")) {
                told.add(one.group(1) + ": " + one.group(2) + "+" + one.group(4));
            }
        }

        assertEquals(told.stream().sorted().toList(), ranges(read()), printed);
        assertTrue(told.size() > 1, printed);
    }

    @Needs("nbdkit")
    @ParameterizedTest
    @CsvSource({"mbr, 3", "mbr, 9", "gpt, 9"})
    void partitionsOfNbdkitHaveTheBytesOfItsFiles(String type, int files) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        List<String> line = new ArrayList<>(List.of("-U", "-", "partitioning", "partition-type=" + type));
        for (int i = 0; i < files; i++) {
            byte[] content = new byte[512 * (1 + i)];
            new Random(i).nextBytes(content);
            contents.add(content);
            line.add(Files.write(folder.resolve("file" + i), content).toString());
        }
        line.addAll(List.of("--run", "nbdcopy \"$uri\" " + image));
        Files.delete(image);
        Peer.require("nbdkit").run(line.toArray(String[]::new)).success();

        PartitionTable table = read();

        assertEquals(files, table.partitions().size());
        for (int i = 0; i < files; i++) {
            Partition partition = table.partitions().get(i);
            byte[] all = Files.readAllBytes(image);
            byte[] bytes = new byte[(int) partition.length()];
            System.arraycopy(all, (int) partition.offset(), bytes, 0, bytes.length);
            assertArrayEquals(contents.get(i), bytes, partition.toString());
        }
    }
}
