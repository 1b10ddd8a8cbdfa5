// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

/** The whole sectors of a range, in bytes; storage that is cut into sectors trims and zeroes nothing less. */
record SectorRange(long start, long end) {
    /**
     * The sectors that lie in a range as a whole.
     *
     * @param sector their length, a power of two
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
