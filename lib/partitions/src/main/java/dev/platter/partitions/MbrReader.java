// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the partitions of an MBR. Logical partitions form a chain: an extended partition begins with an extended boot
 * record, whose entries are a partition and a link to the next record.
 *
 * <pre>
 *  MBR: primary | primary | extended ------------------------------+
 *                           EBR: logical 5, link -> EBR: logical 6 |
 * </pre>
 *
 * <p>A logical partition counts from its record, a link from the beginning of the extended partition. Records may lie in
 * any order, so a chain that never ends is known by a record that comes twice. As for Linux, a record without a partition
 * takes no number.
 */
final class MbrReader {
    private static final int FIRST_LOGICAL = 5;

    /** A bound for what a hostile chain can cost; Linux follows fewer. */
    private static final int MOST_RECORDS = 1024;

    /** Some systems have data of their own in the other two entries. */
    private static final int ENTRIES_OF_A_RECORD = 2;

    private final Sectors disk;
    private final List<Partition> partitions = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();
    private int nextLogical = FIRST_LOGICAL;

    MbrReader(Sectors disk) {
        this.disk = disk;
    }

    PartitionTable read(Mbr mbr) throws IOException {
        int number = 1;
        for (Mbr.Entry entry : mbr.entries()) {
            if (entry.isUsed() && !entry.isExtended()) {
                partitions.add(disk.partition(number, entry.first(), entry.last(), entry.typeName(), ""));
            }
            number++;
        }
        for (Mbr.Entry entry : mbr.entries()) {
            if (entry.isExtended()) {
                follow(entry);
            }
        }
        return new PartitionTable(PartitionTable.Kind.MBR, disk.sectorSize(), partitions, notes);
    }

    private void follow(Mbr.Entry extended) throws IOException {
        long record = extended.first();
        while (true) {
            if (!disk.contain(record, 1)) {
                notes.add(
                        "the chain of logical partitions leads to sector " + record + " of a disk of " + disk.count());
                return;
            }
            if (!seen.add(record)) {
                notes.add("the chain of logical partitions leads back to sector " + record);
                return;
            }
            if (seen.size() > MOST_RECORDS) {
                notes.add("the chain of logical partitions has more than " + MOST_RECORDS + " records");
                return;
            }
            Mbr links = new Mbr(disk.read(record));
            if (!links.isSigned()) {
                notes.add("the chain of logical partitions leads to sector " + record + ", which is not a boot record");
                return;
            }
            long next = -1;
            for (Mbr.Entry entry : links.entries().subList(0, ENTRIES_OF_A_RECORD)) {
                if (entry.isExtended()) {
                    next = extended.first() + entry.first();
                } else if (entry.isUsed()) {
                    partitions.add(logical(extended, record, entry));
                }
            }
            if (next < 0) {
                return;
            }
            if (next > extended.last()) {
                notes.add("the chain of logical partitions leads to sector " + next
                        + ", outside of the extended partition "
                        + extended.first() + " to " + extended.last());
                return;
            }
            record = next;
        }
    }

    private Partition logical(Mbr.Entry extended, long record, Mbr.Entry entry) {
        int number = nextLogical++;
        long first = record + entry.first();
        long last = record + entry.last();
        if (entry.first() == 0 || last > extended.last()) {
            return Partition.faulty(
                    number,
                    entry.typeName(),
                    "",
                    "sectors " + first + " to " + last + " are not between their record at " + record
                            + " and the end of the extended partition at " + extended.last());
        }
        return disk.partition(number, first, last, entry.typeName(), "");
    }
}
