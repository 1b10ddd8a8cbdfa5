// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rate;

/** The two buckets of one limit: reads and writes do not count against each other. */
record Directions(TokenBucket reads, TokenBucket writes) {
    void adjust(long bitsPerSecond) {
        reads.adjust(bitsPerSecond);
        writes.adjust(bitsPerSecond);
    }
}
