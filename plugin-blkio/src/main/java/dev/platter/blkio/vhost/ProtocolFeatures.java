// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.vhost;

/** What both ends of the socket can agree upon: a set of bits. */
record ProtocolFeatures(long bits) {
    static final int MULTI_QUEUE = 0;
    static final int ACKNOWLEDGEMENTS = 3;
    static final int BACKEND_CHANNEL = 5;
    static final int CONFIGURATION = 9;

    private static final long UNDERSTOOD =
            1L << MULTI_QUEUE | 1L << ACKNOWLEDGEMENTS | 1L << BACKEND_CHANNEL | 1L << CONFIGURATION;

    boolean has(int bit) {
        return (bits >>> bit & 1) != 0;
    }

    /** Those that this front end understands. */
    ProtocolFeatures understood() {
        return new ProtocolFeatures(bits & UNDERSTOOD);
    }
}
