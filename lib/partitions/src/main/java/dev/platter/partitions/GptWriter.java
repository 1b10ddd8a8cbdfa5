// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.CRC32;

/** Writes the headers and entries of a GPT: UEFI specification 2.10, sections 5.3.2 and 5.3.3. */
final class GptWriter {
    /** A table has at least so many entries, and a multiple of it. */
    static final int PLACES = 128;

    /** The length of an entry, in bytes. */
    static final int ENTRY = 128;

    private static final int REVISION = 0x10000;

    /** Longer than the fields by the alignment of a C compiler, as nbdkit's is. */
    private static final int HEADER = 96;

    /** The attribute of a partition that an old boot loader starts from. */
    private static final long ACTIVE = 4;

    private static final int NAME_UNITS = (ENTRY - GptReader.NAME_AT) / Character.BYTES;

    private final UUID id;
    private final long sectors;
    private final int count;
    private final ByteBuffer entries;

    /**
     * A writer for the two headers of a disk.
     *
     * @param id of the disk
     * @param sectors how many the disk has
     * @param count how many entries there are, used or not
     * @param entries all of them
     */
    GptWriter(UUID id, long sectors, int count, ByteBuffer entries) {
        this.id = id;
        this.sectors = sectors;
        this.count = count;
        this.entries = entries;
    }

    /**
     * Writes a header.
     *
     * @param into a sector of zeroes
     * @param self the header's sector
     * @param other the sector of the other header
     * @param entriesAt the first sector of the entries that belong to it
     */
    void header(ByteBuffer into, long self, long other, long entriesAt) {
        into.order(ByteOrder.LITTLE_ENDIAN);
        long entrySectors = entries.capacity() / PartitionTable.SECTOR;
        into.putLong(0, GptHeader.SIGNATURE);
        into.putInt(8, REVISION);
        into.putInt(GptHeader.SIZE_AT, HEADER);
        into.putLong(GptHeader.SELF_AT, self);
        into.putLong(GptHeader.ALTERNATE_AT, other);
        into.putLong(GptHeader.FIRST_USABLE_AT, 2 + entrySectors);
        into.putLong(GptHeader.LAST_USABLE_AT, sectors - entrySectors - 2);
        guid(into, GptHeader.GUID_AT, id);
        into.putLong(GptHeader.ENTRIES_AT, entriesAt);
        into.putInt(GptHeader.COUNT_AT, count);
        into.putInt(GptHeader.ENTRY_SIZE_AT, ENTRY);
        into.putInt(GptHeader.ENTRIES_CRC_AT, crc(entries.duplicate()));
        into.putInt(GptHeader.CRC_AT, crc(into.duplicate().limit(HEADER)));
    }

    /** Writes an entry over zeroes. */
    static void entry(ByteBuffer into, PlannedPartition partition, long offset) {
        into.order(ByteOrder.LITTLE_ENDIAN);
        guid(into, 0, partition.type());
        guid(into, GptReader.ID_AT, partition.id());
        long first = offset / PartitionTable.SECTOR;
        into.putLong(GptReader.FIRST_AT, first);
        into.putLong(GptReader.LAST_AT, first + partition.sectors() - 1);
        into.putLong(GptReader.ATTRIBUTES_AT, partition.active() ? ACTIVE : 0);
        if (partition.name().length() <= NAME_UNITS) {
            into.put(GptReader.NAME_AT, partition.name().getBytes(StandardCharsets.UTF_16LE));
        }
    }

    /** The first three groups of a GUID are stored little-endian, the others big-endian. */
    private static void guid(ByteBuffer into, int at, UUID guid) {
        long high = guid.getMostSignificantBits();
        into.putInt(at, (int) (high >>> 32));
        into.putShort(at + 4, (short) (high >>> 16));
        into.putShort(at + 6, (short) high);
        into.putLong(at + Long.BYTES, Long.reverseBytes(guid.getLeastSignificantBits()));
    }

    private static int crc(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
