// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import java.io.IOException;
import java.util.Optional;

/**
 * Divides a disk into blocks, from its beginning to its end. Zeroes are a block of their own where they cover whole units of the
 * alignment; what is left of them belongs to the data around.
 */
final class Plan {
    /** The protocol's lengths have 32 bits; beyond, a progress bar would stand still for long. */
    private static final long LONGEST_ZEROES = 1L << 30;

    private final Layout layout;
    private final long end;
    private final int alignment;
    private final int request;
    private long at;

    /**
     * Plans a disk.
     *
     * @param begin where the first block begins, a multiple of the alignment
     * @param end where the last block ends
     * @param alignment a power of two
     * @param request the longest block of data, a multiple of the alignment
     */
    Plan(Layout layout, long begin, long end, int alignment, int request) {
        this.layout = layout;
        this.end = end;
        this.alignment = alignment;
        this.request = request;
        at = begin;
    }

    /** The next block; empty at the end. */
    Optional<Block> next() throws IOException {
        if (at >= end) {
            return Optional.empty();
        }
        Stretch first = known(at);
        long zeroes = first.zeroes() ? wholeUnits(first.length()) : 0;
        Block block = zeroes > 0
                ? new Block(at, Math.min(zeroes, LONGEST_ZEROES), true)
                : new Block(at, data(first.length()), false);
        at += block.length();
        return Optional.of(block);
    }

    private Stretch known(long offset) throws IOException {
        Stretch stretch = layout.at(offset);
        return new Stretch(Math.min(stretch.length(), end - offset), stretch.zeroes());
    }

    private long wholeUnits(long length) {
        return at + length == end ? length : length & -alignment;
    }

    /** How much data there is, from a first stretch on. Small stretches are joined. */
    private long data(long first) throws IOException {
        long length = roundedUp(first);
        while (length < request && at + length < end) {
            Stretch next = known(at + length);
            if (next.zeroes() && next.length() >= alignment) {
                break;
            }
            length = roundedUp(length + next.length());
        }
        return Math.min(length, request);
    }

    private long roundedUp(long length) {
        return Math.min(end - at, (Math.min(length, request) + alignment - 1) & -alignment);
    }
}
