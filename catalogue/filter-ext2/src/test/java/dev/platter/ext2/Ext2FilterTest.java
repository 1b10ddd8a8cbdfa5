// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ext2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.ParameterException;
import dev.platter.nbd.BlockStatus;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.FakeDisk.Method;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ext2FilterTest {
    private final SmallFileSystem system = new SmallFileSystem();

    private static FakeDisk disk(byte[] bytes) throws IOException {
        FakeDisk disk = FakeDisk.of(bytes.length);
        disk.write(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), 0, RequestFlags.NONE);
        return disk;
    }

    private Disk open(String path) throws IOException {
        return new Ext2Filter(new Ext2Filter.Config(path))
                .open(new TestOpener(disk(system.array())), TestClient.anybody());
    }

    private static byte[] read(Disk disk) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect((int) disk.size());
        disk.read(bytes, 0, HoleSink.NONE);
        byte[] read = new byte[bytes.capacity()];
        bytes.get(0, read);
        return read;
    }

    private String refusal(String path) throws IOException {
        FakeDisk behind = disk(system.array());
        DiskException refused = assertThrows(
                DiskException.class,
                () -> new Ext2Filter(new Ext2Filter.Config(path)).open(new TestOpener(behind), TestClient.anybody()));
        assertEquals(1, behind.count(Method.CLOSE), "the disk behind was not closed");
        return refused.getMessage();
    }

    private void assertRefuses(String part) throws IOException {
        String message = refusal("/disk.img");
        assertTrue(message.contains(part), message);
    }

    @Test
    void fileIsReadAndItsHoleIsTold() throws IOException {
        Disk file = open("/disk.img");
        assertArrayEquals(SmallFileSystem.content(), read(file));
        assertFalse(file.features().write());
        List<String> holes = new ArrayList<>();
        file.extents(0, file.size(), (offset, length, status) -> {
            if ((status & BlockStatus.HOLE) != 0) {
                holes.add(offset + "+" + length);
            }
            return true;
        });
        assertEquals(List.of("204800+102400"), holes);
    }

    @Test
    void blocksMayBeListedInTheOlderWay() throws IOException {
        system.map();
        assertArrayEquals(SmallFileSystem.content(), read(open("/disk.img")));
    }

    @Test
    void linksAreFollowedAndFoldersAboveTheRootAreTheRoot() throws IOException {
        assertEquals(SmallFileSystem.SIZE, open("/link").size());
        assertEquals(SmallFileSystem.SIZE, open("//./../disk.img").size());
    }

    @ParameterizedTest
    @CsvSource({
        "/missing, is missing",
        "/disk.img/x, as if it were a folder",
        "/, is a folder",
        "/loop, more than 40 symbolic links",
    })
    void whatIsNoFileIsRefused(String path, String part) throws IOException {
        String message = refusal(path);
        assertTrue(message.contains(part), message);
    }

    @Test
    void pathsThatAreNotAbsoluteAreRefused() {
        assertThrows(ParameterException.class, () -> new Ext2Filter.Config("disk.img"));
    }

    @Test
    void clientsChooseByTheNameOfTheExport() throws IOException {
        Ext2Filter filter = new Ext2Filter(new Ext2Filter.Config("exportname"));
        TestOpener next = new TestOpener(disk(system.array()));
        for (String name : List.of("/disk.img", "disk.img")) {
            Disk file = filter.open(next, TestClient.anybody().withExportName(name));
            assertEquals(SmallFileSystem.SIZE, file.size());
        }
        assertEquals("", next.clients().getFirst().exportName());
        DiskException refused = assertThrows(DiskException.class, () -> filter.open(next, TestClient.anybody()));
        assertTrue(refused.getMessage().contains("by the path of a file"), refused.getMessage());
        assertEquals(List.of(), filter.exports(next, TestClient.anybody()));
    }

    /** The inode of the file, and the offsets of its two extents. */
    private static final int INODE = 4 * 1024 + 11 * 128;

    private static final int FIRST = INODE + 52;
    private static final int SECOND = INODE + 64;

    @ParameterizedTest
    @CsvSource({
        "1080, 0, superblock is missing",
        "1120, 68, not unmounted",
        "1120, 8, the journal of a file system",
        "1120, 1048576, unknown here (0x100000)",
        "1048, 7, 2^17 bytes",
        "1028, 1000000, 1000000 blocks",
        "1056, 0, groups of 0 blocks",
        "1064, 0, 0 inodes",
        "1112, 100, inodes of 100 bytes",
        "2056, 1000000, begin at block 1000000",
        "2056, 0, begin at block 0",
        "6148, 4, an entry of a folder has 4 bytes",
        "6156, 1000000, inode 1000000",
        INODE + ", 0, and not a file",
        (INODE + 32) + ", 526336, encrypted",
        (INODE + 108) + ", -1, 2^63 bytes or more",
        (INODE + 40) + ", 0, a node of a tree",
        (INODE + 44) + ", 393216, depth 6",
        (FIRST + 8) + ", 0, 200 blocks at block 0",
        (SECOND + 8) + ", 1000000, blocks at block 1000000",
        SECOND + ", 199, not in order",
    })
    void damageIsRefused(int at, int value, String part) throws IOException {
        system.bytes.putInt(at, value);
        assertRefuses(part);
    }

    @Test
    void listThatLeadsToItselfIsRefused() throws IOException {
        system.map();
        int list = SmallFileSystem.inode(12) + 40 + 52;
        system.bytes.putInt(system.bytes.getInt(list) * SmallFileSystem.BLOCK, system.bytes.getInt(list));
        assertRefuses("has the list of several parts of a file");
    }

    @Test
    void randomChangesNeverHangNorFailInAnotherWay() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            SmallFileSystem changed = new SmallFileSystem();
            if (i % 2 == 0) {
                changed.map();
            }
            for (int change = 0; change < 10; change++) {
                int at = change % 2 == 0
                        ? SmallFileSystem.inode(2) + random.nextInt(13 * 128)
                        : 1024 + random.nextInt(7 * 1024);
                changed.bytes.put(at, (byte) random.nextInt());
            }
            // A size that could be read is enough.
            changed.bytes.putInt(SmallFileSystem.inode(12) + 108, 0);
            try (Disk file = new Ext2Filter(new Ext2Filter.Config("/disk.img"))
                    .open(new TestOpener(disk(changed.array())), TestClient.anybody())) {
                ByteBuffer some = ByteBuffer.allocateDirect((int) Math.min(file.size(), 1000));
                if (some.hasRemaining()) {
                    file.read(some, 0, HoleSink.NONE);
                }
            } catch (IOException e) {
                assertFalse(e.getMessage().isEmpty());
            }
        }
    }
}
