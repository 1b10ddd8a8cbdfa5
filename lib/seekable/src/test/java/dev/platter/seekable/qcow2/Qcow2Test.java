// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.qcow2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.seekable.MemoryStorage;
import dev.platter.seekable.NotKeptException;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.Part;
import dev.platter.seekable.Picture;
import dev.platter.seekable.SeekableImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Qcow2Test {
    private static final int CLUSTER = Qcow2.CLUSTER;

    @TempDir
    private Path folder;

    private static SeekableImage open(byte[] file, Path... backing) throws IOException {
        return new Qcow2Format(List.of(backing)).open(new MemoryStorage(file), OpenMode.READ);
    }

    private static String refusal(byte[] file, Path... backing) {
        return assertThrows(IOException.class, () -> open(file, backing).close())
                .getMessage();
    }

    private static String damage(byte[] file) throws IOException {
        try (SeekableImage image = open(file)) {
            return assertThrows(IOException.class, () -> Picture.read(image)).getMessage();
        }
    }

    private static void assertHas(String part, String message) {
        assertTrue(message.contains(part), message);
    }

    private static byte[] expected(int... valueByCluster) {
        byte[] expected = new byte[Qcow2.SIZE];
        for (int i = 0; i < valueByCluster.length; i++) {
            Arrays.fill(expected, i * CLUSTER, (i + 1) * CLUSTER, (byte) valueByCluster[i]);
        }
        return expected;
    }

    @Test
    void clustersOfAllKindsAreRead() throws IOException {
        byte[] file = new Qcow2()
                .data(0, 1)
                .packed(1, 2)
                .zeroes(2)
                .packed(4, 3)
                .data(5, 4)
                .data(6, 5)
                .data(256, 6)
                .bytes();
        try (SeekableImage image = open(file)) {
            byte[] expected = expected(1, 2, 0, 0, 3, 4, 5);
            Arrays.fill(expected, 1 << 20, Qcow2.SIZE, (byte) 6);
            assertEquals(Qcow2.SIZE, image.size());
            assertArrayEquals(expected, Picture.read(image));
            assertThrows(NotKeptException.class, () -> image.write(ByteBuffer.allocate(1), 0));
        }
    }

    @Test
    void clustersThatFollowEachOtherAreOnePart() throws IOException {
        byte[] file = new Qcow2().data(1, 1).data(2, 2).zeroes(3).data(4, 3).bytes();
        try (SeekableImage image = open(file)) {
            assertEquals(new Part(0, CLUSTER, Part.Kind.ZEROES), image.partAt(5));
            assertEquals(new Part(CLUSTER, 2 * CLUSTER, Part.Kind.KEPT), image.partAt(CLUSTER));
            assertEquals(new Part(CLUSTER, 2 * CLUSTER, Part.Kind.KEPT), image.partAt(3 * CLUSTER - 1));
            assertEquals(new Part(3 * CLUSTER, CLUSTER, Part.Kind.ZEROES), image.partAt(3 * CLUSTER));
            assertEquals(Qcow2.SIZE, image.partAt(Qcow2.SIZE - 1).end());
        }
    }

    @Test
    void backingFilesAreRead() throws IOException {
        byte[] raw = new byte[3 * CLUSTER + 100];
        Arrays.fill(raw, (byte) 9);
        Path base = Files.write(folder.resolve("base"), raw);
        Path middle = Files.write(
                folder.resolve("middle"),
                new Qcow2()
                        .packed(1, 2)
                        .data(5, 3)
                        .backing("/secret/base", "raw")
                        .bytes());
        byte[] file = new Qcow2().data(0, 1).zeroes(5).backing("m", "qcow2").bytes();
        try (SeekableImage image = open(file, middle, base)) {
            byte[] expected = expected(1, 2, 9);
            Arrays.fill(expected, 3 * CLUSTER, 3 * CLUSTER + 100, (byte) 9);
            assertArrayEquals(expected, Picture.read(image));
        }
        assertHas("'/secret/base'", refusal(file, middle));
        assertHas("was given as one", refusal(file, middle, base, base));
        assertHas("was given as one", refusal(new Qcow2().bytes(), base));
        assertHas("'m'", refusal(file));
        assertHas("which format", refusal(new Qcow2().backing("m", "").bytes(), base));
        assertHas("format vmdk", refusal(new Qcow2().backing("m", "vmdk").bytes(), base));
        assertHas(
                "does not begin as one",
                refusal(new Qcow2().backing("m", "qcow2").bytes(), base));
    }

    @ParameterizedTest
    @CsvSource({
        "4, 1, version 1",
        "4, 4, version 4",
        "20, 8, 2^8 bytes",
        "20, 22, 2^22 bytes",
        "20, -1, 2^-1 bytes",
        "24, -1, 2^63 bytes or more",
        "24, 2147483647, has 1 entries",
        "32, 1, encrypted with method 1",
        "32, 2, encrypted with LUKS",
        "36, 0, has 0 entries",
        "40, -1, first table would begin",
        "44, 4097, first table would begin",
        "44, 1048576, first table would begin",
        "76, 2, marked as corrupt",
        "76, 4, data in another file",
        "76, 16, cannot have subclusters",
        "76, 32, bits 0x20",
        "72, 1, bits 0x100000000",
        "100, 80, only 80 bytes",
        "104, 33554432, method 2",
    })
    void headersThatCannotBeServedAreRefused(int at, int value, String part) {
        assertHas(part, refusal(new Qcow2().data(0, 1).header(at, value).bytes()));
    }

    @Test
    void filesThatAreTooShortAreRefused() {
        byte[] file = new Qcow2().data(0, 1).bytes();
        for (int length : new int[] {4, 71, 103, CLUSTER + 7}) {
            refusal(Arrays.copyOf(file, length));
        }
    }

    /** With clusters of 4 KiB, a compressed one has its offset in 58 bits. */
    @ParameterizedTest
    @CsvSource({
        "0x7ffffffffffff000, where no cluster can be",
        "0x0000000000100000, where no cluster can be",
        "0x0000000000000200, where no cluster can be",
        "0x0000000000001000, where no cluster can be",
        "0x0000000000002000, where no cluster can be",
        "0x0000000000003200, where no cluster can be",
        "0x0000000000003004, bits that have no meaning",
        "0x0100000000003000, bits that have no meaning",
        "0x4000000000000000, where no cluster can be",
        "0x4000000000100000, where no cluster can be",
        "0x4000000000003000, compressed cluster that begins here is damaged",
    })
    void entriesThatLeadNowhereAreRefused(String entry, String part) throws IOException {
        byte[] file = new Qcow2()
                .data(0, 1)
                .entry(1, Long.parseUnsignedLong(entry.substring(2), 16))
                .bytes();
        assertHas(part, damage(file));
        try (SeekableImage image = open(file)) {
            ByteBuffer first = ByteBuffer.allocate(CLUSTER);
            image.readKept(first, 0);
            assertEquals(1, first.get(0));
        }
    }

    @ParameterizedTest
    @CsvSource({"4096, its table would be", "12800, its table would be", "1099511627776, its table would be"})
    void tablesThatCannotBeAreRefused(long position, String part) throws IOException {
        assertHas(
                part,
                damage(new Qcow2().data(0, 1).header(Qcow2.FIRST, position).bytes()));
    }

    @Test
    void clusterThatWasCutOffIsRefused() throws IOException {
        byte[] file = new Qcow2().data(0, 1).bytes();
        assertHas("where no cluster can be", damage(Arrays.copyOf(file, file.length - 1)));
    }

    @Test
    void randomTablesNeverHangNorFailInAnotherWay() throws IOException {
        Random random = new Random(1);
        byte[] sound = new Qcow2().data(0, 1).packed(1, 2).bytes();
        for (int i = 0; i < 200; i++) {
            byte[] file = sound.clone();
            for (int change = 0; change < 20; change++) {
                int at = change % 2 == 0 ? random.nextInt(112) : Qcow2.FIRST + random.nextInt(2 * CLUSTER);
                file[at] = (byte) random.nextInt();
            }
            ByteBuffer.wrap(file).putInt(0, Header.MAGIC).putLong(24, Qcow2.SIZE);
            try (SeekableImage image = open(file)) {
                assertEquals(Qcow2.SIZE, Picture.read(image).length);
            } catch (IOException e) {
                assertTrue(!e.getMessage().isEmpty());
            }
        }
    }
}
