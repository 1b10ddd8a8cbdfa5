// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ext2;

import dev.platter.blocks.DiskBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/** Finds files by their paths. */
final class FileSystem {
    private static final long ROOT = 2;

    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    private static final int LONGEST_LINK = 4096;

    /** A folder with more has many millions of files. */
    private static final long LONGEST_FOLDER = 1L << 30;

    private final DiskBytes disk;
    private final Superblock superblock;

    /**
     * Opens a file system.
     *
     * @throws Ext2Exception if there is none, or it cannot be read
     */
    FileSystem(DiskBytes disk) throws IOException {
        this.disk = disk;
        superblock = Superblock.read(disk);
    }

    Superblock superblock() {
        return superblock;
    }

    /** The blocks of a file that is not in its inode. */
    Runs runs(Inode inode) throws IOException {
        return BlockLists.of(inode, superblock, disk);
    }

    /**
     * Finds a file.
     *
     * @param path absolute; symbolic links are followed within the file system
     * @throws Ext2Exception if there is none, or it is no file
     */
    Inode file(String path) throws IOException {
        Deque<Inode> folders = new ArrayDeque<>(List.of(inode(ROOT)));
        Deque<String> names = new ArrayDeque<>(names(path));
        int links = 0;
        while (!names.isEmpty()) {
            String name = names.pop();
            if (name.equals("..")) {
                folders.poll();
                if (folders.isEmpty()) {
                    folders.push(inode(ROOT));
                }
                continue;
            }
            Inode folder = folders.element();
            if (folder.kind() != Inode.Kind.FOLDER) {
                throw new Ext2Exception(
                        "'" + path + "' leads through a file as if it were a folder, in front of '" + name + "'");
            }
            Inode found = inode(entry(folder, name)
                    .orElseThrow(() -> new Ext2Exception(
                            "there is no '" + path + "' in the file system: '" + name + "' is missing")));
            if (found.kind() != Inode.Kind.LINK) {
                folders.push(found);
                continue;
            }
            links++;
            if (links > MOST_LINKS) {
                throw new Ext2Exception("'" + path + "' leads through more than " + MOST_LINKS + " symbolic links");
            }
            String target = target(found);
            if (target.startsWith("/")) {
                folders.clear();
                folders.push(inode(ROOT));
            }
            names(target).reversed().forEach(names::push);
        }
        Inode file = folders.element();
        if (file.kind() != Inode.Kind.FILE) {
            throw new Ext2Exception("'" + path + "' is "
                    + (file.kind() == Inode.Kind.FOLDER ? "a folder" : "a device, a pipe or a socket")
                    + ", and not a file");
        }
        if (file.isEncrypted()) {
            throw new Ext2Exception("'" + path + "' is encrypted by the file system, which is not supported");
        }
        requireSize(file);
        return file;
    }

    private static List<String> names(String path) {
        return Arrays.stream(path.split("/"))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
    }

    private static void requireSize(Inode inode) throws Ext2Exception {
        if (inode.size() < 0) {
            throw Ext2Exception.damaged("inode " + inode.number() + " would have 2^63 bytes or more");
        }
    }

    private Inode inode(long number) throws IOException {
        if (number < 1 || number > superblock.inodes()) {
            throw Ext2Exception.damaged("there would be inode " + number + " of " + superblock.inodes());
        }
        long group = (number - 1) / superblock.inodesPerGroup();
        ByteBuffer descriptor = bytes(superblock.descriptor(group), superblock.descriptorSize(), "a group");
        long table = Integer.toUnsignedLong(descriptor.getInt(8));
        if (superblock.descriptorSize() >= 64) {
            table |= (long) descriptor.getInt(40) << Integer.SIZE;
        }
        if (table <= superblock.firstBlock() || table >= superblock.blocks()) {
            throw Ext2Exception.damaged("inodes would begin at block " + table + " of " + superblock.blocks());
        }
        long within = (number - 1) % superblock.inodesPerGroup() * superblock.inodeSize();
        return new Inode(
                number,
                bytes(table * superblock.block() + within, superblock.inodeSize(), "an inode")
                        .array());
    }

    private ByteBuffer bytes(long offset, int length, String what) throws IOException {
        if (offset < 0 || offset > disk.size() - length) {
            throw Ext2Exception.damaged(what + " would be at byte " + offset + " of " + disk.size());
        }
        return ByteBuffer.wrap(disk.read(offset, length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The number of the inode that a name in a folder has. */
    private OptionalLong entry(Inode folder, String name) throws IOException {
        requireSize(folder);
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        if (folder.isInline()) {
            // In front of the names there is the number of the folder above.
            ByteBuffer inline = InlineData.of(folder);
            OptionalLong found =
                    entry(inline.slice(4, Math.max(0, Math.min(inline.limit(), Inode.BLOCKS_LENGTH) - 4)), wanted);
            int rest = Math.min(inline.limit(), Inode.BLOCKS_LENGTH);
            return found.isPresent() ? found : entry(inline.slice(rest, inline.limit() - rest), wanted);
        }
        if (folder.size() > LONGEST_FOLDER) {
            throw Ext2Exception.damaged("the folder of inode " + folder.number() + " has " + folder.size() + " bytes");
        }
        for (Runs.Run run : runs(folder).list()) {
            for (long i = 0; i < run.count(); i++) {
                ByteBuffer block = bytes((run.place() + i) * superblock.block(), superblock.block(), "a folder");
                OptionalLong found = entry(block, wanted);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return OptionalLong.empty();
    }

    /** Looks into a block of entries: inode, length of the entry, length of the name, type, name. What a hashed folder has besides looks like free entries. */
    private static OptionalLong entry(ByteBuffer block, byte[] wanted) throws Ext2Exception {
        ByteBuffer entries = block.order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (at + 8 <= entries.limit()) {
            long inode = Integer.toUnsignedLong(entries.getInt(at));
            int length = entries.getShort(at + 4) & 0xffff;
            // Blocks of 64 KiB have entries whose length does not fit.
            length = length == 0xffff || length == 0 ? entries.limit() - at : length;
            int nameLength = entries.get(at + 6) & 0xff;
            if (length < 8 || length > entries.limit() - at || (inode != 0 && nameLength > length - 8)) {
                throw Ext2Exception.damaged("an entry of a folder has " + length + " bytes");
            }
            if (inode != 0 && entries.slice(at + 8, nameLength).equals(ByteBuffer.wrap(wanted))) {
                return OptionalLong.of(inode);
            }
            at += length;
        }
        return OptionalLong.empty();
    }

    private String target(Inode link) throws IOException {
        long size = link.size();
        if (size < 0 || size > LONGEST_LINK) {
            throw Ext2Exception.damaged("a symbolic link has " + size + " bytes");
        }
        byte[] target = new byte[(int) size];
        if (link.isInline()) {
            InlineData.of(link).get(0, target);
        } else if (size < Inode.BLOCKS_LENGTH) {
            link.blocks().get(0, target);
        } else {
            List<Runs.Run> runs = runs(link).list();
            if (runs.isEmpty() || size > superblock.block()) {
                throw Ext2Exception.damaged("a symbolic link has no block");
            }
            bytes(runs.getFirst().place() * superblock.block(), target.length, "a symbolic link")
                    .get(0, target);
        }
        return new String(target, StandardCharsets.UTF_8);
    }
}
