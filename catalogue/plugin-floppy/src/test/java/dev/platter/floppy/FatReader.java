// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.floppy;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** Reads a FAT32 file system by what its own sectors say: long names, and chains of clusters. */
final class FatReader {
    private final Disk disk;
    private final long partition;
    private final int cluster;
    private final long fat;
    private final long data;
    private final int root;

    FatReader(Disk disk) throws IOException {
        this.disk = disk;
        partition = Integer.toUnsignedLong(read(0, 512).getInt(446 + 8)) * 512;
        ByteBuffer boot = read(partition, 512);
        int sector = boot.getShort(11);
        cluster = boot.get(13) * sector;
        fat = partition + (long) boot.getShort(14) * sector;
        data = fat + (long) boot.get(16) * boot.getInt(36) * sector;
        root = boot.getInt(44);
    }

    /** The contents of all files by their paths; a folder is there with {@code /} at its end. */
    Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        list(root, "", files);
        return files;
    }

    private void list(int first, String path, Map<String, byte[]> files) throws IOException {
        ByteBuffer table = ByteBuffer.wrap(chain(first)).order(ByteOrder.LITTLE_ENDIAN);
        StringBuilder name = new StringBuilder();
        for (int at = 0; at < table.limit() && table.get(at) != 0; at += 32) {
            int attributes = table.get(at + 11);
            if (attributes == 0x0f) {
                name.insert(0, part(table, at));
            } else if (attributes != 0x08 && table.get(at) != '.') {
                int start = Short.toUnsignedInt(table.getShort(at + 20)) << 16
                        | Short.toUnsignedInt(table.getShort(at + 26));
                if (attributes == 0x10) {
                    files.put(path + name + "/", new byte[0]);
                    list(start, path + name + "/", files);
                } else {
                    byte[] content = new byte[table.getInt(at + 28)];
                    System.arraycopy(start == 0 ? new byte[0] : chain(start), 0, content, 0, content.length);
                    files.put(path + name, content);
                }
                name.setLength(0);
            } else {
                name.setLength(0);
            }
        }
    }

    private static String part(ByteBuffer table, int entry) {
        StringBuilder part = new StringBuilder();
        for (int i : new int[] {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30}) {
            char unit = table.getChar(entry + i);
            if (unit == 0) {
                break;
            }
            part.append(unit);
        }
        return part.toString();
    }

    private byte[] chain(int first) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(4 << 20);
        for (int at = first; at < 0x0ffffff8; at = read(fat + 4L * at, 4).getInt(0)) {
            all.put(read(data + (at - 2L) * cluster, cluster));
        }
        byte[] bytes = new byte[all.position()];
        all.flip().get(bytes);
        return bytes;
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(length);
        disk.read(bytes, offset, HoleSink.NONE);
        return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
    }
}
