// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The partition table of a disk, an MBR or a GPT. Immutable.
 *
 * <p>A disk with both is told apart as Linux does: the GPT counts, unless the MBR has partitions and none of them is the
 * one that protects a GPT. That is how hybrid ISO images are made, and what is left when a program that knows no GPT has
 * partitioned a disk anew.
 *
 * {@snippet :
 * PartitionTable table = PartitionTable.find(channel::read, channel.size(), 512);
 * Partition boot = table.partition("boot");
 * }
 */
public final class PartitionTable {
    /** The size of a sector of most disks, and of MBRs where nothing else is known, in bytes. */
    public static final int SECTOR = 512;

    /** The other size of a sector that disks have, in bytes. */
    public static final int LARGE_SECTOR = 4096;

    /** A message has to fit a reply of the protocol, which has at most 4096 bytes. */
    private static final int MOST_SHOWN = 16;

    private static final int MOST_NOTES = 4;

    private final Kind kind;
    private final int sectorSize;
    private final List<Partition> partitions;
    private final List<String> notes;

    /** The kinds of partition tables. */
    public enum Kind {
        /** Up to four primary partitions, and any number of logical ones. */
        MBR,
        /** GUID partition table. */
        GPT
    }

    PartitionTable(Kind kind, int sectorSize, List<Partition> partitions, List<String> notes) {
        this.kind = kind;
        this.sectorSize = sectorSize;
        this.partitions = List.copyOf(partitions);
        List<String> all = new ArrayList<>(notes);
        noteOverlaps(this.partitions, all);
        this.notes = List.copyOf(all);
    }

    /**
     * Reads the table of a disk whose sectors are of unknown size. A GPT shows their size. An MBR does not.
     *
     * @param reader reads the disk
     * @param size of the disk, in bytes
     * @param likely which size of sectors is tried first, and holds for an MBR: 512 or 4096 bytes
     * @return the table
     * @throws PartitionException if there is none, or a GPT and its copy are damaged; the message says what was found
     * @throws IOException if the disk cannot be read
     */
    public static PartitionTable find(DiskReader reader, long size, int likely) throws IOException {
        return among(reader, size, checked(likely), likely == SECTOR ? LARGE_SECTOR : SECTOR);
    }

    /**
     * Reads the table of a disk whose sectors are of known size.
     *
     * @param reader reads the disk
     * @param size of the disk, in bytes
     * @param sectorSize 512 or 4096 bytes
     * @return the table
     * @throws PartitionException if there is none, or a GPT and its copy are damaged; the message says what was found
     * @throws IOException if the disk cannot be read
     */
    public static PartitionTable read(DiskReader reader, long size, int sectorSize) throws IOException {
        return among(reader, size, checked(sectorSize));
    }

    private static PartitionTable among(DiskReader reader, long size, int... sectorSizes) throws IOException {
        if (size < Mbr.LENGTH) {
            throw new PartitionException("the disk is too small to have partitions: it has " + size
                    + " bytes, and a partition table needs at least " + Mbr.LENGTH);
        }
        Mbr mbr = new Mbr(new Sectors(reader, size, Mbr.LENGTH).read(0));
        if (mbr.isTable() && !mbr.isEmpty() && !mbr.isProtective()) {
            return new MbrReader(new Sectors(reader, size, sectorSizes[0])).read(mbr);
        }
        List<GptReader> readers = new ArrayList<>();
        for (int sectorSize : sectorSizes) {
            readers.add(new GptReader(new Sectors(reader, size, sectorSize)));
        }
        for (GptReader gpt : readers) {
            Optional<PartitionTable> table = gpt.primary();
            if (table.isPresent()) {
                return table.get();
            }
        }
        // Without a claim to a GPT, a copy of one at the end may be a relic of an earlier use of the disk.
        if (!mbr.isProtective() && readers.stream().noneMatch(GptReader::claimed)) {
            if (mbr.isTable()) {
                return new PartitionTable(Kind.MBR, sectorSizes[0], List.of(), List.of());
            }
            throw new PartitionException("the disk has neither an MBR nor a GPT: " + without(mbr));
        }
        for (GptReader gpt : readers) {
            Optional<PartitionTable> table = gpt.backup();
            if (table.isPresent()) {
                return table.get();
            }
        }
        throw new PartitionException("the disk has a GPT that cannot be used: "
                + readers.stream().map(GptReader::reasons).collect(Collectors.joining("; "))
                + otherSize(reader, size, sectorSizes));
    }

    /** What somebody needs to know who has given a wrong size. */
    private static String otherSize(DiskReader reader, long size, int... tried) throws IOException {
        int other = tried[0] == SECTOR ? LARGE_SECTOR : SECTOR;
        boolean there = tried.length == 1
                && new GptReader(new Sectors(reader, size, other)).primary().isPresent();
        return there ? "; there is one with sectors of " + other + " bytes" : "";
    }

    private static String without(Mbr mbr) {
        return mbr.isSigned()
                ? "its first sector has the signature 55aa, but code where the entries of an MBR would be"
                : "its first sector has no signature 55aa, and the second is not a header of a GPT";
    }

    private static int checked(int sectorSize) {
        if (sectorSize != SECTOR && sectorSize != LARGE_SECTOR) {
            throw new IllegalArgumentException(
                    "sectors have " + SECTOR + " or " + LARGE_SECTOR + " bytes, not " + sectorSize);
        }
        return sectorSize;
    }

    /** Hybrid ISO images have overlaps on purpose, so an overlap is told and not refused. */
    private static void noteOverlaps(List<Partition> partitions, List<String> notes) {
        List<Partition> sorted = new ArrayList<>(partitions);
        sorted.sort(Comparator.comparingLong(Partition::offset));
        Partition furthest = null;
        for (Partition partition : sorted) {
            if (furthest != null && partition.overlaps(furthest)) {
                notes.add("partitions " + furthest.number() + " and " + partition.number() + " overlap");
            }
            if (furthest == null || partition.offset() + partition.length() > furthest.offset() + furthest.length()) {
                furthest = partition;
            }
        }
    }

    /**
     * Which kind of table it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The size of the sectors in which the table counts.
     *
     * @return 512 or 4096 bytes
     */
    public int sectorSize() {
        return sectorSize;
    }

    /**
     * All partitions, those with faults included. Extended partitions are not among them.
     *
     * @return the partitions of an MBR or GPT, by number for a GPT, and the primary before the logical ones
     */
    public List<Partition> partitions() {
        return partitions;
    }

    /**
     * What is odd about the table but need not keep anybody from using it: overlaps, a damaged header whose copy is
     * used, a chain of logical partitions that breaks off.
     *
     * @return sentences without a full stop; empty if nothing is odd
     */
    public List<String> notes() {
        return notes;
    }

    /**
     * One partition.
     *
     * @param number its number, from 1
     * @return the partition, which has no fault
     * @throws PartitionException if there is none, or it has a fault; the message lists the table
     */
    public Partition partition(int number) throws PartitionException {
        return only(partitions.stream().filter(one -> one.number() == number).toList(), Integer.toString(number));
    }

    /**
     * One partition of a GPT by its name.
     *
     * @param name its name; upper and lower case differ
     * @return the partition, which has no fault
     * @throws PartitionException if none has that name, several have it, or it has a fault; the message lists the table
     */
    public Partition partition(String name) throws PartitionException {
        return only(partitions.stream().filter(one -> one.name().equals(name)).toList(), "\"" + name + "\"");
    }

    private Partition only(List<Partition> found, String asked) throws PartitionException {
        if (found.isEmpty()) {
            throw new PartitionException("the disk has no partition " + asked + "; " + this);
        }
        if (found.size() > 1) {
            throw new PartitionException("the disk has " + found.size() + " partitions " + asked + "; " + this);
        }
        Partition partition = found.getFirst();
        if (partition.fault().isPresent()) {
            throw new PartitionException("partition " + asked + " cannot be used: "
                    + partition.fault().get() + "; " + this);
        }
        return partition;
    }

    /** Lists the table, in at most 3000 characters. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("its " + kind + " with sectors of " + sectorSize + " bytes has ");
        if (partitions.isEmpty()) {
            text.append("no partitions");
        } else {
            text.append(list(partitions, MOST_SHOWN, ", "));
        }
        if (!notes.isEmpty()) {
            text.append("; ").append(list(notes, MOST_NOTES, "; "));
        }
        return text.toString();
    }

    private static String list(List<?> all, int most, String separator) {
        String shown = all.stream().limit(most).map(Object::toString).collect(Collectors.joining(separator));
        return all.size() <= most ? shown : shown + separator + "and " + (all.size() - most) + " more";
    }
}
