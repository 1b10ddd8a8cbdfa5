// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The four entries of a master boot record, or of an extended boot record, whatever they mean there. */
final class Mbr {
    /** How many bytes of a sector it takes, whatever the sector's size. */
    static final int LENGTH = 512;

    private static final int ENTRIES = 446;
    private static final int ENTRY = 16;
    private static final int TYPE = 4;
    private static final int FIRST = 8;
    private static final int SECTORS = 12;
    private static final int SIGNATURE = 510;
    private static final short SIGNED = (short) 0xaa55;
    private static final int ACTIVE = 0x80;
    /** The type of the partition that protects a GPT from programs that know none. */
    static final int PROTECTIVE = 0xee;

    /** Cylinder 1023, head 254, sector 63: the address is in sectors only. */
    private static final int TOO_LARGE = 0xfffffe;

    private final boolean signed;
    private final boolean plausible;
    private final List<Entry> entries = new ArrayList<>();

    /** An entry that is not empty is one that has sectors, as for Linux and fdisk: hybrid ISO images have such a one of type 0. */
    record Entry(int type, long first, long sectors) {
        boolean isUsed() {
            return sectors != 0;
        }

        long last() {
            return first + sectors - 1;
        }

        boolean isExtended() {
            return isUsed() && (type == 0x05 || type == 0x0f || type == 0x85);
        }

        String typeName() {
            return String.format("0x%02x", type);
        }
    }

    /**
     * Writes an entry.
     *
     * @param sector little-endian, begins with the record
     * @param index of the entry, from 0 to 3
     * @param active whether an old boot loader starts from it
     * @param first its first sector
     * @param sectors how many it has
     */
    static void put(ByteBuffer sector, int index, boolean active, int type, long first, long sectors) {
        int at = ENTRIES + index * ENTRY;
        sector.putInt(at, TOO_LARGE << Byte.SIZE | (active ? ACTIVE : 0));
        sector.putInt(at + TYPE, TOO_LARGE << Byte.SIZE | type);
        sector.putInt(at + FIRST, (int) first);
        sector.putInt(at + SECTORS, (int) sectors);
    }

    /** Makes it a record. */
    static void sign(ByteBuffer sector) {
        sector.putShort(SIGNATURE, SIGNED);
    }

    /** The buffer is little-endian and begins with the record. */
    Mbr(ByteBuffer sector) {
        signed = sector.getShort(SIGNATURE) == SIGNED;
        boolean flags = true;
        for (int at = ENTRIES; at < SIGNATURE; at += ENTRY) {
            flags &= (sector.get(at) & 0xff & ~ACTIVE) == 0;
            entries.add(new Entry(
                    sector.get(at + TYPE) & 0xff,
                    Integer.toUnsignedLong(sector.getInt(at + FIRST)),
                    Integer.toUnsignedLong(sector.getInt(at + SECTORS))));
        }
        plausible = flags;
    }

    boolean isSigned() {
        return signed;
    }

    /** Whether it is a table at all: boot sectors of file systems are signed too, but have code where the entries would be. */
    boolean isTable() {
        return signed && plausible;
    }

    /** Whether it says that the disk has a GPT. */
    boolean isProtective() {
        return isTable() && entries.stream().anyMatch(entry -> entry.isUsed() && entry.type() == PROTECTIVE);
    }

    boolean isEmpty() {
        return entries.stream().noneMatch(Entry::isUsed);
    }

    List<Entry> entries() {
        return entries;
    }
}
