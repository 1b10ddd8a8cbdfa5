// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * The header of a GPT, checked: UEFI specification 2.10, section 5.3.2.
 *
 * @param alternate the sector of the other header, unsigned
 * @param firstUsable the first sector that a partition may have, unsigned
 * @param lastUsable the last sector that a partition may have, unsigned
 * @param entries the first sector of the entries, which lie on the disk
 * @param count how many entries there are
 * @param entrySize how long an entry is, in bytes
 * @param entriesCrc the CRC-32 of all entries
 */
record GptHeader(
        long alternate, long firstUsable, long lastUsable, long entries, int count, int entrySize, int entriesCrc) {
    static final long SIGNATURE = 0x5452415020494645L; // "EFI PART"

    static final int SIZE_AT = 12;
    static final int CRC_AT = 16;
    static final int SELF_AT = 24;
    static final int ALTERNATE_AT = 32;
    static final int FIRST_USABLE_AT = 40;
    static final int LAST_USABLE_AT = 48;
    static final int GUID_AT = 56;
    static final int ENTRIES_AT = 72;
    static final int COUNT_AT = 80;
    static final int ENTRY_SIZE_AT = 84;
    static final int ENTRIES_CRC_AT = 88;

    private static final int LEAST_SIZE = 92;
    private static final int LEAST_ENTRY = 128;
    private static final int MOST_ENTRY = 4096;

    /** A GPT that partitioning programs make has 16 KiB of entries. Linux has this bound too. */
    private static final int MOST_ENTRIES = 4 << 20;

    /** Whether a sector claims to be a header. */
    static boolean isAt(ByteBuffer sector) {
        return sector.getLong(0) == SIGNATURE;
    }

    /**
     * Reads a header.
     *
     * @param sector where it is, on the disk
     * @throws PartitionException if it is not a header, is damaged or cannot be true; the message begins with a verb
     */
    static GptHeader read(Sectors disk, long sector) throws IOException {
        ByteBuffer bytes = disk.read(sector);
        if (!isAt(bytes)) {
            throw new PartitionException("is absent");
        }
        long size = Integer.toUnsignedLong(bytes.getInt(SIZE_AT));
        if (size < LEAST_SIZE || size > disk.sectorSize()) {
            throw new PartitionException(
                    "has a size of " + size + ", which must be from " + LEAST_SIZE + " to " + disk.sectorSize());
        }
        checkCrc(bytes, (int) size);
        if (bytes.getLong(SELF_AT) != sector) {
            throw new PartitionException("is at sector " + sector + " and says that it is at "
                    + Long.toUnsignedString(bytes.getLong(SELF_AT)));
        }
        long entrySize = Integer.toUnsignedLong(bytes.getInt(ENTRY_SIZE_AT));
        if (entrySize < LEAST_ENTRY || entrySize > MOST_ENTRY || Long.bitCount(entrySize) != 1) {
            throw new PartitionException("has entries of " + entrySize + " bytes; possible are powers of two from "
                    + LEAST_ENTRY + " to " + MOST_ENTRY);
        }
        long count = Integer.toUnsignedLong(bytes.getInt(COUNT_AT));
        if (count > MOST_ENTRIES / entrySize) {
            throw new PartitionException("has " + count + " entries of " + entrySize + " bytes; at most " + MOST_ENTRIES
                    + " bytes of entries are accepted");
        }
        long entries = bytes.getLong(ENTRIES_AT);
        long sectors = Math.ceilDiv(count * entrySize, disk.sectorSize());
        if (!disk.contain(entries, sectors)) {
            throw new PartitionException("has its entries at sectors " + Long.toUnsignedString(entries) + "+" + sectors
                    + ", beyond the disk, which has " + disk.count());
        }
        return new GptHeader(
                bytes.getLong(ALTERNATE_AT),
                bytes.getLong(FIRST_USABLE_AT),
                bytes.getLong(LAST_USABLE_AT),
                entries,
                (int) count,
                (int) entrySize,
                bytes.getInt(ENTRIES_CRC_AT));
    }

    private static void checkCrc(ByteBuffer bytes, int size) throws PartitionException {
        int stored = bytes.getInt(CRC_AT);
        CRC32 crc = new CRC32();
        crc.update(bytes.duplicate().limit(CRC_AT));
        crc.update(new byte[Integer.BYTES]);
        crc.update(bytes.duplicate().limit(size).position(CRC_AT + Integer.BYTES));
        if ((int) crc.getValue() != stored) {
            throw new PartitionException(
                    String.format("has the CRC %08x and should have %08x", stored, (int) crc.getValue()));
        }
    }
}
