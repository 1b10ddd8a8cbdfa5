// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * Reads a GPT with sectors of one size. Its header is at sector 1, and a copy at the last sector, or where the header
 * says if the disk has grown. A header or its entries that are damaged are a reason to look at the copy.
 */
final class GptReader {
    private static final int CHUNK = 64 << 10;
    static final int ID_AT = 16;
    static final int FIRST_AT = 32;
    static final int LAST_AT = 40;
    static final int ATTRIBUTES_AT = 48;
    static final int NAME_AT = 56;
    private static final int NAME_END = 128;

    private final Sectors disk;
    private final List<String> reasons = new ArrayList<>();
    private Optional<GptHeader> header = Optional.empty();
    private boolean claimed;

    GptReader(Sectors disk) {
        this.disk = disk;
    }

    /** The table by its header at sector 1; empty if that or its entries are absent or damaged. */
    Optional<PartitionTable> primary() throws IOException {
        if (!disk.contain(1, 1)) {
            reasons.add("a disk of " + disk.diskSize() + " bytes has no sector for its header");
            return Optional.empty();
        }
        claimed = GptHeader.isAt(disk.read(1));
        return read(1, "header");
    }

    /** Whether sector 1 claims to be a header, be it damaged. Asked after {@link #primary}. */
    boolean claimed() {
        return claimed;
    }

    /** The table by the copy; empty if that is absent or damaged too. */
    Optional<PartitionTable> backup() throws IOException {
        long last = disk.count() - 1;
        long told = header.map(GptHeader::alternate).orElse(last);
        Optional<PartitionTable> table = Optional.empty();
        if (told > 1 && told < last) {
            table = read(told, "copy");
        }
        return table.isPresent() || last <= 1 ? table : read(last, "copy at the end of the disk");
    }

    /** Why there is no table, after {@link #primary} and perhaps {@link #backup} found none. */
    String reasons() {
        return "with sectors of " + disk.sectorSize() + " bytes, " + String.join(", ", reasons);
    }

    private Optional<PartitionTable> read(long sector, String what) throws IOException {
        try {
            GptHeader found = GptHeader.read(disk, sector);
            header = header.or(() -> Optional.of(found));
            List<String> notes = new ArrayList<>();
            if (!reasons.isEmpty()) {
                notes.add("the GPT's " + what + " is used, since " + String.join(", ", reasons));
            }
            List<Partition> partitions = entries(found, notes);
            return Optional.of(
                    new PartitionTable(PartitionTable.Kind.GPT, disk.sectorSize(), partitions, List.copyOf(notes)));
        } catch (PartitionException e) {
            reasons.add("its " + what + " " + e.getMessage());
            return Optional.empty();
        }
    }

    private List<Partition> entries(GptHeader found, List<String> notes) throws IOException {
        List<Partition> partitions = new ArrayList<>();
        CRC32 crc = new CRC32();
        int total = found.count() * found.entrySize();
        for (int at = 0; at < total; at += CHUNK) {
            ByteBuffer chunk = disk.read(found.entries() + at / disk.sectorSize(), Math.min(CHUNK, total - at));
            crc.update(chunk.duplicate());
            for (int entry = 0; entry < chunk.limit(); entry += found.entrySize()) {
                ByteBuffer bytes = chunk.slice(entry, found.entrySize()).order(chunk.order());
                if (bytes.getLong(0) != 0 || bytes.getLong(Long.BYTES) != 0) {
                    partitions.add(partition((at + entry) / found.entrySize() + 1, bytes, found, notes));
                }
            }
        }
        if ((int) crc.getValue() != found.entriesCrc()) {
            throw new PartitionException(String.format(
                    "has entries with the CRC %08x that should have %08x", (int) crc.getValue(), found.entriesCrc()));
        }
        return partitions;
    }

    private Partition partition(int number, ByteBuffer entry, GptHeader found, List<String> notes) {
        long first = entry.getLong(FIRST_AT);
        long last = entry.getLong(LAST_AT);
        String type = guid(entry);
        String name = name(entry);
        if (Long.compareUnsigned(last, first) < 0) {
            return Partition.faulty(
                    number,
                    type,
                    name,
                    "its last sector " + Long.toUnsignedString(last) + " is before its first "
                            + Long.toUnsignedString(first));
        }
        if (Long.compareUnsigned(first, found.firstUsable()) < 0
                || Long.compareUnsigned(last, found.lastUsable()) > 0) {
            notes.add("partition " + number + " leaves the sectors for partitions, "
                    + Long.toUnsignedString(found.firstUsable()) + " to "
                    + Long.toUnsignedString(found.lastUsable()));
        }
        return disk.partition(number, first, last, type, name);
    }

    /** The first three groups of a GUID are stored little-endian, the others big-endian. */
    private static String guid(ByteBuffer entry) {
        long high = Integer.toUnsignedLong(entry.getInt(0)) << 32
                | Short.toUnsignedLong(entry.getShort(4)) << 16
                | Short.toUnsignedLong(entry.getShort(6));
        return new UUID(high, Long.reverseBytes(entry.getLong(Long.BYTES))).toString();
    }

    private static String name(ByteBuffer entry) {
        byte[] name = new byte[NAME_END - NAME_AT];
        entry.get(NAME_AT, name);
        String text = new String(name, StandardCharsets.UTF_16LE);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }
}
