// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.vhost;

/** What device and driver can agree upon: a set of bits. */
record VirtioFeatures(long bits) {
    static final int READ_ONLY = 5;
    static final int BLOCK_SIZE = 6;
    static final int FLUSH = 9;
    static final int TOPOLOGY = 10;
    static final int MULTI_QUEUE = 12;
    static final int DISCARD = 13;
    static final int WRITE_ZEROES = 14;
    static final int EVENT_INDEX = 29;
    static final int PROTOCOL_FEATURES = 30;
    static final int VERSION_1 = 32;

    private static final long UNDERSTOOD = 1L << READ_ONLY
            | 1L << BLOCK_SIZE
            | 1L << FLUSH
            | 1L << TOPOLOGY
            | 1L << MULTI_QUEUE
            | 1L << DISCARD
            | 1L << WRITE_ZEROES
            | 1L << EVENT_INDEX
            | 1L << PROTOCOL_FEATURES
            | 1L << VERSION_1;

    boolean has(int bit) {
        return (bits >>> bit & 1) != 0;
    }

    /** Those that this front end understands. */
    VirtioFeatures understood() {
        return new VirtioFeatures(bits & UNDERSTOOD);
    }
}
