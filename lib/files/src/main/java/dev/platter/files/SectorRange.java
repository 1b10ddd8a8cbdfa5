// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

/** The whole sectors of a range, in bytes; storage with sectors trims and zeroes nothing smaller. */
record SectorRange(long start, long end) {
    /**
     * The sectors that lie completely in a range.
     *
     * @param sector their length in bytes, a power of two
     */
    static SectorRange within(long offset, long length, int sector) {
        long rest = offset & (sector - 1);
        long start = rest == 0 ? offset : offset + sector - rest;
        long end = offset + length & -(long) sector;
        return new SectorRange(start, Math.max(start, end));
    }

    boolean isEmpty() {
        return start == end;
    }

    long length() {
        return end - start;
    }
}
