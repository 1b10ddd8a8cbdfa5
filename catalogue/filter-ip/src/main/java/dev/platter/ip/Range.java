// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ip;

/** Neighbouring addresses, both ends among them. Immutable; the order is that of where they begin. */
record Range(Bits from, Bits to) implements Comparable<Range> {
    boolean holds(Bits address) {
        return from.compareTo(address) <= 0 && address.compareTo(to) <= 0;
    }

    @Override
    public int compareTo(Range other) {
        return from.compareTo(other.from);
    }
}
