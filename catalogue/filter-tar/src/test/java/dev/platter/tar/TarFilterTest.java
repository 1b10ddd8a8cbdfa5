// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.BlockSizes;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.Size;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.FakeDisk.Method;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TarFilterTest {
    private static final byte[] CONTENTS = "what the file has".getBytes(StandardCharsets.UTF_8);
    private static final String LONG = "folder/".repeat(40) + "disk.img";

    private static TarFilter filter(String entry, long limit) {
        return new TarFilter(new TarFilter.Config(entry, new Size(limit), Optional.empty()));
    }

    private static FakeDisk disk(byte[] tar) throws IOException {
        FakeDisk disk = FakeDisk.of(tar.length);
        disk.write(ByteBuffer.allocateDirect(tar.length).put(tar).flip(), 0, RequestFlags.NONE);
        return disk;
    }

    private static Disk open(String entry, Disk behind) throws IOException {
        return filter(entry, 0).open(new TestOpener(behind), TestClient.anybody());
    }

    private static byte[] read(Disk disk) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect((int) disk.size());
        disk.read(bytes, 0, HoleSink.NONE);
        byte[] read = new byte[bytes.capacity()];
        bytes.get(0, read);
        return read;
    }

    private static void assertServes(String entry, byte[] tar) throws IOException {
        assertArrayEquals(CONTENTS, read(open(entry, disk(tar))));
    }

    private static String refusal(String entry, byte[] tar) throws IOException {
        FakeDisk behind = disk(tar);
        DiskException refused = assertThrows(DiskException.class, () -> open(entry, behind));
        assertEquals(1, behind.count(Method.CLOSE), "the disk behind was not closed");
        return refused.getMessage();
    }

    private static void assertRefuses(String part, String entry, byte[] tar) throws IOException {
        String message = refusal(entry, tar);
        assertTrue(message.contains(part), message);
    }

    @Test
    void bytesAreReadAndWrittenWhereTheyLie() throws IOException {
        byte[] tar = new Tars()
                .file("a", new byte[1000])
                .file("b", CONTENTS)
                .file("c", CONTENTS)
                .end();
        FakeDisk behind = disk(tar);
        Disk file = open("b", behind);

        file.write(ByteBuffer.allocateDirect(2).put(0, (byte) 'W'), 1, RequestFlags.NONE);

        tar[512 + 1024 + 512 + 1] = 'W';
        tar[512 + 1024 + 512 + 2] = 0;
        assertArrayEquals(tar, read(behind));
        assertEquals(CONTENTS.length, file.size());
    }

    @Test
    void diskThatWantsBlocksIsReadInBlocks() throws IOException {
        byte[] tar = new Tars().file("a", CONTENTS).end();
        FakeDisk behind = disk(Arrays.copyOf(tar, 4096))
                .with(FakeDisk.EVERYTHING.withBlockSizes(new BlockSizes(2048, 4096, Long.MAX_VALUE, Long.MAX_VALUE)));

        assertArrayEquals(CONTENTS, read(open("a", behind)));

        behind.calls().stream()
                .filter(call -> call.method() == Method.READ)
                .forEach(call -> assertEquals(0, (call.offset() | call.length()) % 2048, call.toString()));
    }

    @Test
    void namesAreInTheHeaderInItsPrefixInGnuTarsExtensionOrInPaxs() throws IOException {
        byte[] posix = Tars.header("disk.img", '0', CONTENTS.length);
        Tars.put(posix, 257, "ustar\00000");
        Tars.put(posix, 345, "folder");
        byte[] padded = Arrays.copyOf(CONTENTS, 512);
        assertServes(
                "folder/disk.img",
                new Tars().raw(Tars.summed(posix)).raw(padded).end());
        assertServes(
                LONG,
                new Tars()
                        .text("././@LongLink", 'L', LONG + "\0")
                        .file("folder/f", CONTENTS)
                        .end());
        assertServes(
                LONG,
                new Tars()
                        .text("pax", 'x', Tars.record("path", LONG))
                        .file("folder/f", CONTENTS)
                        .end());
    }

    @Test
    void longNameHoldsForOneEntry() throws IOException {
        byte[] tar = new Tars()
                .text("././@LongLink", 'L', "first\0")
                .file("x", new byte[1])
                .file("second", CONTENTS)
                .end();
        assertServes("second", tar);
    }

    @Test
    void sizesAreInPaxHeadersOrInBinaryToo() throws IOException {
        byte[] padded = Arrays.copyOf(CONTENTS, 512);
        String size = Tars.record("size", Integer.toString(CONTENTS.length));
        byte[] pax = new Tars()
                .text("pax", 'x', size)
                .raw(Tars.header("a", '0', 0))
                .raw(padded)
                .file("b", CONTENTS)
                .end();
        assertServes("a", pax);
        assertServes("b", pax);
        byte[] binary = new byte[12];
        binary[0] = (byte) 0x80;
        binary[11] = (byte) CONTENTS.length;
        assertServes(
                "a", new Tars().raw(Tars.header("a", '0', binary)).raw(padded).end());
    }

    @Test
    void globalPaxHeaderHoldsForAllThatFollow() throws IOException {
        byte[] tar = new Tars()
                .text("pax", 'g', Tars.record("comment", "a sentence"))
                .file("a", new byte[10])
                .file("b", CONTENTS)
                .end();
        assertServes("b", tar);
    }

    @Test
    void tarFileNeedNotEndWithZeroes() throws IOException {
        byte[] tar = new Tars().file("a", new byte[1]).file("b", CONTENTS).bytes();
        assertServes("b", tar);
        assertServes("b", Arrays.copyOf(tar, tar.length - 512 + CONTENTS.length));
        assertServes("b", new Tars().raw(new byte[512]).raw(tar).end());
    }

    @Test
    void firstOfSeveralIsServed() throws IOException {
        assertServes("a", new Tars().file("a", CONTENTS).file("a", new byte[1]).end());
    }

    @Test
    void laterClientsCostOneRequestUntilTheTarFileIsAnother() throws IOException {
        TarFilter filter = filter("b", 0);
        FakeDisk behind =
                disk(new Tars().file("a", new byte[100_000]).file("b", CONTENTS).end());
        filter.open(new TestOpener(behind), TestClient.anybody());
        behind.forget();

        filter.open(new TestOpener(behind), TestClient.anybody());
        assertEquals(1, behind.count(Method.READ));

        FakeDisk other =
                disk(new Tars().file("b", CONTENTS).file("a", new byte[200_000]).end());
        assertArrayEquals(CONTENTS, read(filter.open(new TestOpener(other), TestClient.anybody())));
    }

    @Test
    void whatIsAbsentIsRefusedWithWhatThereIs() throws IOException {
        byte[] tar =
                new Tars().file("./disk.img", CONTENTS).file("other", CONTENTS).end();
        assertEquals(
                "the tar file has 2 entries, and none of them is 'disk.img' (did you mean ./disk.img?);"
                        + " 'tar tf' lists them",
                refusal("disk.img", tar));
    }

    @ParameterizedTest
    @CsvSource({
        "1, hard link: serve the file itself, with tar-entry=some/target",
        "2, symbolic link to 'some/target'",
        "3, device",
        "5, directory",
        "6, pipe",
        "M, volume",
        "S, without --sparse",
        "q, unknown type 'q'",
    })
    void whatIsNoFileIsRefused(char type, String part) throws IOException {
        assertRefuses(part, "a", new Tars().entry("a", type, new byte[0]).end());
    }

    @Test
    void sparseFileOfPaxIsRefusedByItsOwnName() throws IOException {
        byte[] tar = new Tars()
                .text("pax", 'x', Tars.record("GNU.sparse.major", "1") + Tars.record("GNU.sparse.name", "a"))
                .file("GNUSparseFile.1/a", CONTENTS)
                .end();
        assertRefuses("sparse", "a", tar);
    }

    @Test
    void headerThatLiesAboutTheSizeIsRefusedWithBothNumbers() throws IOException {
        byte[] tar = new Tars().raw(Tars.header("a", '0', 4711)).end();
        assertRefuses("'a' has 4711 bytes", "a", tar);
        assertRefuses("only 1024 bytes follow", "a", tar);
        assertRefuses("only 1024 bytes follow", "b", tar);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7fffffffffffffff", "ffffffffffffffff", "0000000000000000"})
    void binarySizesThatNoDiskHasAreRefused(String eight) throws IOException {
        byte[] size = ByteBuffer.allocate(12)
                .putInt(0x80000000)
                .putLong(Long.parseUnsignedLong(eight, 16))
                .array();
        byte[] tar = new Tars().raw(Tars.header("b", '0', size)).end();
        refusal("a", tar);
        size[0] = (byte) 0xff;
        assertRefuses(
                "not a number", "a", new Tars().raw(Tars.header("b", '0', size)).end());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "5 a=b\n", "99 path=a\n", "99999999999999999999 a=b\n", "0 a=b\n", "3 \n", "6 path\n"})
    void damagedPaxHeadersAreRefused(String records) throws IOException {
        byte[] tar = new Tars().text("pax", 'x', records).file("b", CONTENTS).end();
        assertRefuses(records.isEmpty() ? "none of them" : "pax header at byte 0", "a", tar);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "9223372036854775808", "banana"})
    void sizesInPaxHeadersThatAreNoSizesAreRefused(String size) throws IOException {
        byte[] tar = new Tars()
                .text("pax", 'x', Tars.record("size", size))
                .file("a", CONTENTS)
                .end();
        assertRefuses("'" + size + "'", "a", tar);
    }

    @Test
    void headersWithoutEndAreRefused() throws IOException {
        Tars tar = new Tars();
        for (int i = 0; i < 5; i++) {
            tar.entry("././@LongLink", 'L', new byte[300_000]);
        }
        assertRefuses("more than 1048576 bytes", "a", tar.file("a", CONTENTS).end());
    }

    @Test
    void damagedHeaderIsRefusedWithItsPlace() throws IOException {
        byte[] tar = new Tars().file("a", CONTENTS).file("b", CONTENTS).end();
        tar[1024] ^= 1;
        assertServes("a", tar);
        assertRefuses("the header at byte 1024 of the tar file is damaged: its checksum is wrong", "b", tar);
    }

    @Test
    void whatIsNoTarFileIsRefused() throws IOException {
        assertRefuses("has 100 bytes", "a", new byte[100]);
        assertRefuses("not a tar file", "a", "plain text ".repeat(100).getBytes(StandardCharsets.UTF_8));
        assertRefuses("none of them", "a", new byte[10_000]);
    }

    @ParameterizedTest
    @CsvSource({"1f8b0800, gzip", "fd377a585a00, xz", "28b52ffd, zstd", "425a6839, bzip2", "4c5a4950, lzip"})
    void compressedTarFileIsRefusedWithTheFilterThatHelps(String head, String filter) throws IOException {
        byte[] file = new byte[1000];
        byte[] magic = java.util.HexFormat.of().parseHex(head);
        System.arraycopy(magic, 0, file, 0, magic.length);
        assertRefuses("--filter=tar --filter=" + filter, "a", file);
    }

    @Test
    void noMoreThanTheLimitIsSearched() throws IOException {
        byte[] tar = new Tars().file("a", new byte[512]).file("b", CONTENTS).end();
        filter("b", 1536).open(new TestOpener(disk(tar)), TestClient.anybody());

        DiskException refused = assertThrows(
                DiskException.class, () -> filter("b", 1535).open(new TestOpener(disk(tar)), TestClient.anybody()));
        assertTrue(refused.getMessage().contains("first 1535 bytes"), refused.getMessage());
    }

    @Test
    void programOfNbdkitIsIgnoredWithAWarning() {
        TestContext server = new TestContext();
        new TarFilter(new TarFilter.Config("a", new Size(0), Optional.of("gtar")))
                .start(new TestOpener(FakeDisk.of(1)), server);
        assertTrue(
                server.logged().getFirst().contains("tar=gtar is ignored"),
                server.logged().toString());
    }
}
