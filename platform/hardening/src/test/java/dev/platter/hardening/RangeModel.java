// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import java.util.Map;
import java.util.TreeMap;

/** The contents of a disk of any size, as ranges of equal bytes: a map from the offset of each range to its byte. */
final class RangeModel {
    private final TreeMap<Long, Byte> ranges = new TreeMap<>();

    RangeModel() {
        ranges.put(0L, (byte) 0);
    }

    void fill(long offset, long length, byte value) {
        byte behind = at(offset + length);
        ranges.subMap(offset, offset + length).clear();
        ranges.put(offset, value);
        ranges.put(offset + length, behind);
    }

    byte at(long offset) {
        return ranges.floorEntry(offset).getValue();
    }

    /** Whether all bytes of a range are 0. */
    boolean isZero(long offset, long length) {
        return at(offset) == 0
                && ranges.subMap(offset, offset + length).values().stream().allMatch(value -> value == 0);
    }

    /** The bytes that a read of a range must return. */
    byte[] read(long offset, int length) {
        byte[] bytes = new byte[length];
        long at = offset;
        while (at < offset + length) {
            Map.Entry<Long, Byte> next = ranges.higherEntry(at);
            long end = next == null ? offset + length : Math.min(next.getKey(), offset + length);
            byte value = at(at);
            for (int i = (int) (at - offset); i < end - offset; i++) {
                bytes[i] = value;
            }
            at = end;
        }
        return bytes;
    }
}
