// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.qcow2;

import dev.platter.seekable.Storage;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds out where the bytes of a disk lie in the file. Nothing that a table says is believed unchecked: what lies beyond the file, within the
 * header or the first table, or not where a cluster can begin, is damage. A table cannot lead to another one more than once, so no
 * damage makes a search endless.
 */
final class Mapping {
    private static final long OFFSET = 0x00ff_ffff_ffff_fe00L;
    private static final long RESERVED = 0x3f00_0000_0000_01feL;
    private static final long PACKED = 1L << 62;
    private static final long ZERO = 1;
    private static final int SECTOR_BITS = 9;

    /** How long a run of clusters without a table can be. */
    private static final long LONGEST_RUN = 1 << 30;

    private final Header header;
    private final long fileSize;
    private final Tables tables;
    private final int unitBits;

    Mapping(Header header, Storage file) throws IOException {
        this.header = header;
        fileSize = file.size();
        tables = new Tables(file, header.cluster());
        unitBits = header.extended() ? header.clusterBits() - Header.SUBCLUSTER_BITS : header.clusterBits();
    }

    /**
     * A range of the disk that is one piece, or several that follow each other everywhere.
     *
     * @param start its first byte
     * @param end the byte behind its last one
     * @param first the piece that begins at {@code start}
     */
    record Run(long start, long end, Piece first) {
        /** Where the bytes from an offset on are in the file, if they are data. */
        long position(long offset) {
            return first.position() + offset - start;
        }
    }

    /**
     * The run that has an offset. The same offset always has the same run, unless the file changes.
     *
     * @param offset of the disk
     */
    Run run(long offset) throws IOException {
        long table = table(offset);
        if (table == 0) {
            long covered = offset - offset % header.covered();
            long start = Math.max(covered, offset & -LONGEST_RUN);
            return new Run(start, clip(Math.min(covered + header.covered(), start + LONGEST_RUN)), Piece.ABSENT);
        }
        int unit = 1 << unitBits;
        long perSlice = ((long) tables.slice() / header.entry()) << header.clusterBits();
        long sliceStart = offset & -perSlice;
        long at = table + sliceStart % header.covered() / header.cluster() * header.entry();
        long[] entries = tables.at(at);
        long start = offset & -unit;
        Piece first = piece(entries, start, start - sliceStart, table);
        if (first.kind() == Piece.Kind.PACKED) {
            start = offset & -header.cluster();
            return new Run(start, clip(start + header.cluster()), first);
        }
        long end = start + unit;
        Piece last = first;
        while (end < clip(sliceStart + perSlice)) {
            Optional<Piece> next = neighbour(entries, end, end - sliceStart, table);
            if (next.isEmpty() || !last.goesOnWith(next.get(), unit)) {
                break;
            }
            last = next.get();
            end += unit;
        }
        while (start > sliceStart) {
            Optional<Piece> before = neighbour(entries, start - unit, start - unit - sliceStart, table);
            if (before.isEmpty() || !before.get().goesOnWith(first, unit)) {
                break;
            }
            first = before.get();
            start -= unit;
        }
        return new Run(start, clip(end), first);
    }

    private long clip(long end) {
        return Math.min(end, header.size());
    }

    /** Where the table of the second level is that describes an offset; 0 if there is none. */
    private long table(long offset) throws IOException {
        long at = header.firstTable() + offset / header.covered() * Long.BYTES;
        long sliceAt = header.firstTable() + (at - header.firstTable()) / tables.slice() * tables.slice();
        long table = tables.at(sliceAt)[(int) (at - sliceAt) / Long.BYTES] & OFFSET;
        if (table != 0) {
            require(isCluster(table, header.cluster()), offset, "its table would be at byte " + table + where());
        }
        return table;
    }

    /** Whether there can be a cluster in the file, of which some bytes are used. */
    private boolean isCluster(long position, long length) {
        long firstEnd = header.firstTable() + header.firstEntries() * Long.BYTES;
        return position % header.cluster() == 0
                && position >= header.cluster()
                && position <= fileSize - length
                && (position + header.cluster() <= header.firstTable() || position >= firstEnd);
    }

    private String where() {
        return " of a file of " + fileSize + " bytes, where no cluster can be";
    }

    private static void require(boolean holds, long offset, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(
                    "the qcow2 image is damaged where it has offset " + offset + " of the disk: " + otherwise);
        }
    }

    /** A piece that nobody has asked for; empty if its entry is damaged, which does not matter to others. */
    private Optional<Piece> neighbour(long[] entries, long offset, long inSlice, long table) {
        try {
            return Optional.of(piece(entries, offset, inSlice, table));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A piece by its entry in a slice. */
    private Piece piece(long[] entries, long offset, long inSlice, long table) throws IOException {
        int index = (int) (inSlice >>> header.clusterBits()) * (header.entry() / Long.BYTES);
        long entry = entries[index];
        if ((entry & PACKED) != 0) {
            return packed(entry, offset);
        }
        long cluster = entry & OFFSET;
        require((entry & RESERVED) == 0, offset, "its entry has bits that have no meaning (" + hex(entry) + ")");
        if (header.extended()) {
            return subcluster(cluster, entries[index + 1], offset, table);
        }
        if ((entry & ZERO) != 0) {
            require(header.version() > 2, offset, "a cluster of zeroes cannot be in an image of version 2");
            return Piece.ZEROES;
        }
        return cluster == 0 ? Piece.ABSENT : data(cluster, 0, offset, table);
    }

    private static String hex(long entry) {
        return "0x" + Long.toHexString(entry);
    }

    private Piece packed(long entry, long offset) throws IOException {
        int bits = 62 - (header.clusterBits() - 8);
        long position = entry & (1L << bits) - 1;
        long sectors = (entry & ~(3L << 62)) >>> bits;
        require(
                position >= header.cluster() && position < fileSize,
                offset,
                "its compressed bytes would be at byte " + position + where());
        long length = ((sectors + 1) << SECTOR_BITS) - (position & (1 << SECTOR_BITS) - 1);
        return new Piece(Piece.Kind.PACKED, position, (int) Math.min(length, fileSize - position));
    }

    /** The low half of the bitmap has the subclusters that are there, the high half those that are zeroes. */
    private Piece subcluster(long cluster, long bitmap, long offset, long table) throws IOException {
        int number = (int) (offset >>> unitBits) & (1 << Header.SUBCLUSTER_BITS) - 1;
        boolean there = (bitmap >>> number & 1) != 0;
        boolean zeroes = (bitmap >>> (Integer.SIZE + number) & 1) != 0;
        require(!(there && zeroes), offset, "a subcluster is data and zeroes at once");
        if (zeroes) {
            return Piece.ZEROES;
        }
        require(!there || cluster != 0, offset, "a subcluster is data, and its cluster is not there");
        return there ? data(cluster, (long) number << unitBits, offset, table) : Piece.ABSENT;
    }

    private Piece data(long cluster, long within, long offset, long table) throws IOException {
        long needed = within + Math.min(1L << unitBits, header.size() - offset);
        require(
                isCluster(cluster, needed) && cluster != table,
                offset,
                "its bytes would be at byte " + cluster + where());
        return new Piece(Piece.Kind.DATA, cluster + within, 0);
    }
}
