// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.qcow2;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What an image says about itself, in its first cluster.
 *
 * @param version 2 or 3
 * @param clusterBits the logarithm of the size of a cluster in bytes
 * @param size of the disk, in bytes
 * @param firstTable where the table of the first level is
 * @param zstd whether compressed clusters are compressed with zstd, and not with deflate
 * @param extended whether clusters are divided into 32 subclusters
 * @param dirty whether the program that wrote it last has not ended properly, or is still writing
 * @param backing the file that has what is not in this one
 */
record Header(
        int version,
        int clusterBits,
        long size,
        long firstTable,
        boolean zstd,
        boolean extended,
        boolean dirty,
        Optional<Backing> backing) {
    /** "QFI" and 0xfb. */
    static final int MAGIC = 0x514649fb;

    static final int SUBCLUSTER_BITS = 5;

    private static final int LENGTH_2 = 72;
    private static final int LENGTH_3 = 104;
    private static final int DIRTY = 1;
    private static final int CORRUPT = 1 << 1;
    private static final int EXTERNAL_DATA = 1 << 2;
    private static final int COMPRESSION_TYPE = 1 << 3;
    private static final int EXTENDED = 1 << 4;
    private static final int KNOWN = DIRTY | CORRUPT | EXTERNAL_DATA | COMPRESSION_TYPE | EXTENDED;
    private static final int BACKING_FORMAT = 0xe2792aca;
    private static final int LONGEST_NAME = 1023;

    /**
     * Another file.
     *
     * @param name as the image has it, relative to the image
     * @param format the name of its format, if the image has it
     */
    record Backing(String name, Optional<String> format) {}

    /** The size of a cluster, in bytes. */
    int cluster() {
        return 1 << clusterBits;
    }

    /** The size of an entry of a table of the second level, in bytes. */
    int entry() {
        return extended ? 2 * Long.BYTES : Long.BYTES;
    }

    /** How many bytes of the disk one table of the second level describes. */
    long covered() {
        return ((long) cluster() / entry()) << clusterBits;
    }

    /** How many entries the table of the first level must have. */
    long firstEntries() {
        return Math.ceilDiv(size, covered());
    }

    static Header read(Storage file) throws IOException {
        ByteBuffer fixed = bytes(file, 0, (int) Math.min(file.size(), LENGTH_3 + Long.BYTES));
        require(fixed.limit() >= LENGTH_2, "it is cut off");
        require(fixed.getInt(0) == MAGIC, "it does not begin as one");
        int version = fixed.getInt(4);
        if (version < 2 || version > 3) {
            throw new IOException("the image has version " + version + " of the format, and only 2 and 3 are"
                    + " understood: convert it with qemu-img");
        }
        require(version == 2 || fixed.limit() >= LENGTH_3, "it is cut off");
        int clusterBits = fixed.getInt(20);
        require(clusterBits >= 9 && clusterBits <= 21, "clusters would have 2^" + clusterBits + " bytes");
        refuseEncrypted(fixed.getInt(32));
        long incompatible = version == 2 ? 0 : fixed.getLong(LENGTH_2);
        refuseFeatures(incompatible);
        int length = version == 2 ? LENGTH_2 : fixed.getInt(100);
        require(version == 2 || length >= LENGTH_3, "the header has only " + length + " bytes");
        boolean extended = (incompatible & EXTENDED) != 0;
        require(!extended || clusterBits >= 14, "clusters of 2^" + clusterBits + " bytes cannot have subclusters");
        Header header = new Header(
                version,
                clusterBits,
                fixed.getLong(24),
                fixed.getLong(40),
                length > LENGTH_3 && zstd(fixed),
                extended,
                (incompatible & DIRTY) != 0,
                backing(file, fixed, length, 1 << clusterBits));
        header.requireTable(Integer.toUnsignedLong(fixed.getInt(36)), file.size());
        return header;
    }

    private void requireTable(long entries, long fileSize) throws DamagedImageException {
        require(size >= 0, "the disk would have 2^63 bytes or more");
        require(
                entries >= firstEntries(),
                "the first table has " + entries + " entries, and a disk of " + size + " bytes needs "
                        + firstEntries());
        require(
                size == 0
                        || (firstTable >= cluster()
                                && firstTable % cluster() == 0
                                && firstTable <= fileSize - firstEntries() * Long.BYTES),
                "the first table would begin at byte " + firstTable + " of a file of " + fileSize + " bytes");
    }

    private static void require(boolean holds, String otherwise) throws DamagedImageException {
        if (!holds) {
            throw new DamagedImageException(0, "the header of the qcow2 image is damaged: " + otherwise);
        }
    }

    private static void refuseEncrypted(int method) throws IOException {
        if (method != 0) {
            throw new IOException("the image is encrypted with " + (method == 2 ? "LUKS" : "method " + method)
                    + " inside of qcow2, which is not supported: convert it with qemu-img, or serve it with qemu-nbd");
        }
    }

    private static void refuseFeatures(long incompatible) throws IOException {
        if ((incompatible & CORRUPT) != 0) {
            throw new IOException("the image is marked as corrupt: mend it with 'qemu-img check -r all'");
        }
        if ((incompatible & EXTERNAL_DATA) != 0) {
            throw new IOException("the image keeps its data in another file, which is not supported: convert it with"
                    + " qemu-img, or serve it with qemu-nbd");
        }
        if ((incompatible & ~KNOWN) != 0) {
            throw new IOException("the image has features that are unknown here (bits 0x"
                    + Long.toHexString(incompatible & ~KNOWN) + "): convert it with qemu-img");
        }
    }

    private static boolean zstd(ByteBuffer fixed) throws IOException {
        int type = fixed.limit() > LENGTH_3 ? fixed.get(LENGTH_3) : 0;
        if (type != 0 && type != 1) {
            throw new IOException("the clusters of the image are compressed with method " + type
                    + ", and only 0 (zlib) and 1 (zstd) are understood: convert it with qemu-img");
        }
        return type == 1;
    }

    private static Optional<Backing> backing(Storage file, ByteBuffer fixed, int length, int cluster)
            throws IOException {
        long nameAt = fixed.getLong(8);
        int nameLength = fixed.getInt(16);
        if (nameAt == 0 || nameLength == 0) {
            return Optional.empty();
        }
        require(
                nameLength > 0 && nameLength <= LONGEST_NAME && nameAt >= length && nameAt <= cluster - nameLength,
                "the name of the backing file has " + nameLength + " bytes at " + nameAt);
        String name = text(bytes(file, nameAt, nameLength));
        Optional<String> format = Optional.empty();
        long at = length;
        // Extensions: a kind, a length, and so many bytes, filled up to a multiple of eight.
        while (at + Long.BYTES <= nameAt) {
            ByteBuffer extension = bytes(file, at, Long.BYTES);
            int kind = extension.getInt(0);
            long content = Integer.toUnsignedLong(extension.getInt(4));
            if (kind == 0) {
                break;
            }
            at += Long.BYTES;
            require(content <= nameAt - at, "an extension ends beyond it");
            if (kind == BACKING_FORMAT) {
                format = Optional.of(text(bytes(file, at, (int) content)));
            }
            at += Math.ceilDiv(content, Long.BYTES) * Long.BYTES;
        }
        return Optional.of(new Backing(name, format));
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    private static ByteBuffer bytes(Storage file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        require(position <= file.size() - length, "it refers to bytes beyond the file");
        file.read(bytes, position);
        return bytes.flip();
    }
}
