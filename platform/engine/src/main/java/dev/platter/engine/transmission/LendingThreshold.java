// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

/**
 * From which length on reads are lent.
 *
 * @param bytes the shortest read that the disk is asked to lend
 */
record LendingThreshold(int bytes) {
    /** The system property that replaces the measured lengths, in bytes; 0 turns lending off. */
    static final String PROPERTY = "platter.lend.bytes";

    static LendingThreshold forTrial() {
        return new LendingThreshold(Integer.getInteger(PROPERTY, 128 * 1024));
    }
}
