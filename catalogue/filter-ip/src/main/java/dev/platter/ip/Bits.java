// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ip;

/** An address as a number of 128 bits; one of IPv4 has only the lowest 32. Immutable. */
record Bits(long high, long low) implements Comparable<Bits> {
    private static final int HALF = 64;

    static Bits of(byte[] address) {
        long high = 0;
        long low = 0;
        for (byte next : address) {
            high = high << Byte.SIZE | low >>> (HALF - Byte.SIZE);
            low = low << Byte.SIZE | (next & 0xff);
        }
        return new Bits(high, low);
    }

    /** The same with the lowest bits all 0 or all 1. */
    Bits withLowest(int bits, boolean ones) {
        long highMask = bits <= HALF ? 0 : ones(bits - HALF);
        long lowMask = ones(Math.min(bits, HALF));
        return ones ? new Bits(high | highMask, low | lowMask) : new Bits(high & ~highMask, low & ~lowMask);
    }

    private static long ones(int bits) {
        return bits == HALF ? -1 : (1L << bits) - 1;
    }

    @Override
    public int compareTo(Bits other) {
        int highs = Long.compareUnsigned(high, other.high);
        return highs != 0 ? highs : Long.compareUnsigned(low, other.low);
    }
}
