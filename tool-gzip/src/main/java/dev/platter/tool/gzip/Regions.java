// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import dev.platter.api.parameters.Region;
import dev.platter.api.parameters.Size;
import dev.platter.partitions.DiskReader;
import dev.platter.partitions.Partition;
import dev.platter.partitions.PartitionTable;
import dev.platter.seekable.KeptRegion;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads regions of a disk as people write them: partitions by number or name, and ranges. */
final class Regions {
    private static final int SECTOR = 512;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern LENGTH = Pattern.compile("([0-9][0-9A-Za-z.]*)\\+([0-9][0-9A-Za-z.]*)");
    private static final Pattern RANGE = Pattern.compile("([0-9][0-9A-Za-z.]*)?-([0-9][0-9A-Za-z.]*)?");

    private final DiskReader disk;
    private final OptionalLong size;
    private Optional<PartitionTable> table = Optional.empty();

    /**
     * @param disk reads the disk's tables
     * @param size of the disk, if that is known
     */
    Regions(DiskReader disk, OptionalLong size) {
        this.disk = disk;
        this.size = size;
    }

    /**
     * Reads a region.
     *
     * @throws IllegalArgumentException if it is not one, or lies beyond the disk
     * @throws IOException if the disk has no such partition, whose table is then listed, or cannot be read
     */
    KeptRegion read(String text) throws IOException {
        Matcher length = LENGTH.matcher(text);
        if (NUMBER.matcher(text).matches()) {
            return of(table().partition(Integer.parseInt(text)));
        }
        if (length.matches()) {
            long start = Size.parse(length.group(1)).bytes();
            long bytes = Size.parse(length.group(2)).bytes();
            if (bytes == 0 || bytes > Long.MAX_VALUE - start) {
                throw new IllegalArgumentException("the region " + text + " must have from 1 to "
                        + (Long.MAX_VALUE - start) + " bytes, not " + bytes);
            }
            return checked(start, start + bytes, text);
        }
        if (RANGE.matcher(text).matches()) {
            Region region = Region.parse(text);
            return checked(region.start(), region.end() == Long.MAX_VALUE ? whole(text) : region.end(), text);
        }
        return of(table().partition(text));
    }

    private static KeptRegion of(Partition partition) {
        String name = partition.name().isEmpty() ? "partition " + partition.number() : partition.name();
        return new KeptRegion(partition.offset(), partition.offset() + partition.length(), name);
    }

    private KeptRegion checked(long start, long end, String text) {
        if (size.isPresent() && end > size.getAsLong()) {
            throw new IllegalArgumentException("the region " + text + " ends beyond the disk, which has "
                    + size.getAsLong() + " bytes: its last byte can be " + (size.getAsLong() - 1));
        }
        return new KeptRegion(start, end, "");
    }

    private long whole(String text) {
        return size.orElseThrow(() -> new IllegalArgumentException(
                "the region " + text + " needs an end, since the size of standard input is not known beforehand"));
    }

    private PartitionTable table() throws IOException {
        if (table.isEmpty()) {
            table = Optional.of(PartitionTable.find(disk, size.orElse(Long.MAX_VALUE), SECTOR));
        }
        return table.get();
    }
}
