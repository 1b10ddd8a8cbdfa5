// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.pattern;

import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Support;
import java.nio.ByteBuffer;

/**
 * Counts in steps of eight, in 64-bit big-endian numbers. Its only state is its size, so all clients share one disk,
 * and computed data need not be read ahead.
 */
final class PatternDisk implements Disk {
    private static final Features FEATURES =
            Features.readOnly().withCache(Support.NATIVE).withMultiConn(true);

    private final long size;

    PatternDisk(long size) {
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Features features() {
        return FEATURES;
    }

    @Override
    public boolean blocking() {
        return false;
    }

    /** A request may begin and end within a number; in between, whole numbers are written. */
    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) {
        long at = offset;
        while (into.hasRemaining()) {
            if (at % Long.BYTES == 0 && into.remaining() >= Long.BYTES) {
                into.putLong(at);
                at += Long.BYTES;
            } else {
                into.put(byteAt(at));
                at++;
            }
        }
    }

    private static byte byteAt(long offset) {
        long number = offset & -Long.BYTES;
        int after = Long.BYTES - 1 - (int) (offset - number);
        return (byte) (number >>> (after * Byte.SIZE));
    }

    @Override
    public void cache(long offset, long length) {}
}
