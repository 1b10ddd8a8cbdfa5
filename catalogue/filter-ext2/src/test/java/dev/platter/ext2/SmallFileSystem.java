// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ext2;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * A file system of one group whose bytes a test can change: the root has the file {@code /disk.img}, with a hole in the middle, and
 * the links {@code /link} to it and {@code /loop} to itself. Blocks have 1 KiB.
 */
final class SmallFileSystem {
    static final int BLOCK = 1024;
    static final int SUPERBLOCK = 1024;
    static final int DESCRIPTOR = 2 * BLOCK;
    static final int ROOT_BLOCK = 6 * BLOCK;
    static final int SIZE = 700_001;

    private static final int TABLE = 4;
    private static final int INODE = 128;
    private static final int FIRST = 10;
    private static final int HOLE_FROM = 200;
    private static final int HOLE_TO = 300;
    private static final int COUNT = Math.ceilDiv(SIZE, BLOCK);

    final ByteBuffer bytes = ByteBuffer.allocate((FIRST + COUNT) * BLOCK).order(ByteOrder.LITTLE_ENDIAN);

    SmallFileSystem() {
        bytes.putInt(SUPERBLOCK, 16)
                .putInt(SUPERBLOCK + 4, bytes.limit() / BLOCK)
                .putInt(SUPERBLOCK + 20, 1);
        bytes.putInt(SUPERBLOCK + 32, 8192).putInt(SUPERBLOCK + 40, 16);
        bytes.putShort(SUPERBLOCK + 56, (short) 0xef53).putInt(SUPERBLOCK + 76, 1);
        bytes.putShort(SUPERBLOCK + 88, (short) INODE).putInt(SUPERBLOCK + 96, 0x2 | 0x40);
        bytes.putInt(DESCRIPTOR + 8, TABLE);
        inode(2, 0x41ed, BLOCK).putInt(inode(2) + 40, 6);
        entry(entry(entry(entry(ROOT_BLOCK, 2, ".", 12), 12, "disk.img", 16), 13, "link", 12), 14, "loop", BLOCK - 40);
        inode(12, 0x81a4, SIZE).putInt(inode(12) + 32, 0x80000);
        extents(12, 0, HOLE_FROM, FIRST, HOLE_TO, COUNT - HOLE_TO, FIRST + HOLE_TO);
        inode(13, 0xa1ff, 10).put(inode(13) + 40, "./disk.img".getBytes(StandardCharsets.US_ASCII));
        inode(14, 0xa1ff, 5).put(inode(14) + 40, "/loop".getBytes(StandardCharsets.US_ASCII));
        byte[] content = content();
        bytes.put(FIRST * BLOCK, content);
    }

    /** What the file has. */
    static byte[] content() {
        byte[] content = new byte[SIZE];
        new Random(1).nextBytes(content);
        java.util.Arrays.fill(content, HOLE_FROM * BLOCK, HOLE_TO * BLOCK, (byte) 0);
        return content;
    }

    static int inode(int number) {
        return TABLE * BLOCK + (number - 1) * INODE;
    }

    private ByteBuffer inode(int number, int mode, int size) {
        return bytes.putShort(inode(number), (short) mode).putInt(inode(number) + 4, size);
    }

    private int entry(int at, int inode, String name, int length) {
        bytes.putInt(at, inode).putShort(at + 4, (short) length).put(at + 6, (byte) name.length());
        bytes.put(at + 8, name.getBytes(StandardCharsets.US_ASCII));
        return at + length;
    }

    /** Lists extents in an inode: three numbers for each. */
    void extents(int inode, int... numbers) {
        int root = inode(inode) + 40;
        bytes.putShort(root, (short) 0xf30a)
                .putShort(root + 2, (short) (numbers.length / 3))
                .putShort(root + 6, (short) 0);
        for (int i = 0; i < numbers.length; i += 3) {
            int at = root + 12 + 4 * i;
            bytes.putInt(at, numbers[i])
                    .putShort(at + 4, (short) numbers[i + 1])
                    .putInt(at + 8, numbers[i + 2]);
        }
    }

    /** Lists the blocks of the file in the older way: all of them one after the other, but for the hole. */
    void map() {
        int root = inode(12) + 40;
        bytes.putInt(inode(12) + 32, 0);
        for (int i = 0; i < 12; i++) {
            bytes.putInt(root + 4 * i, FIRST + i);
        }
        // The lists take blocks of the hole.
        int first = FIRST + HOLE_FROM;
        int second = first + 1;
        bytes.putInt(root + 48, first).putInt(root + 52, second);
        for (int i = 12; i < COUNT; i++) {
            int list = i < 12 + 256 ? first : second + 1 + (i - 268) / 256;
            int number = i >= HOLE_FROM && i < HOLE_TO ? 0 : FIRST + i;
            bytes.putInt(list * BLOCK + 4 * ((i - 12) % 256), number);
            if (list > second) {
                bytes.putInt(second * BLOCK + 4 * (list - second - 1), list);
            }
        }
    }

    byte[] array() {
        return bytes.array();
    }
}
