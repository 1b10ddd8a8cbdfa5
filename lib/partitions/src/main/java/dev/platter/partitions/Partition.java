// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitions;

import java.util.Optional;

/**
 * An entry of a partition table. Immutable.
 *
 * @param number from 1, as Linux counts: the logical partitions of an MBR begin at 5
 * @param offset where it begins on the disk, in bytes
 * @param length how long it is, in bytes, more than 0 unless it has a fault
 * @param type the type as the table has it: {@code 0x83} in an MBR, a GUID in a GPT
 * @param name its name in a GPT, at most 36 characters; empty if it has none
 * @param fault why the entry cannot be used; empty if it can
 */
public record Partition(int number, long offset, long length, String type, String name, Optional<String> fault) {
    static Partition usable(int number, long offset, long length, String type, String name) {
        return new Partition(number, offset, length, type, name, Optional.empty());
    }

    /** The range is left out, since its numbers may not fit. The reason has them. */
    static Partition faulty(int number, String type, String name, String fault) {
        return new Partition(number, 0, 0, type, name, Optional.of(fault));
    }

    boolean overlaps(Partition other) {
        return fault.isEmpty()
                && other.fault.isEmpty()
                && offset < other.offset + other.length
                && other.offset < offset + length;
    }

    /** For example {@code 1 (204800 bytes at 1048576, "boot")}. */
    @Override
    public String toString() {
        String range = fault.orElse(length + " bytes at " + offset);
        return number + " (" + range + (name.isEmpty() ? "" : ", \"" + printable(name) + "\"") + ")";
    }

    /** The name comes from an untrusted disk and ends up on terminals and in logs. */
    private static String printable(String name) {
        return name.replaceAll("\\p{C}", "?");
    }
}
