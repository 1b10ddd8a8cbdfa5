// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.stats;

/** What was counted of each kind of request, in the order of the report. */
record Tallies(Tally reads, Tally writes, Tally trims, Tally zeroes, Tally extents, Tally caches, Tally flushes) {
    static Tallies empty() {
        return new Tallies(new Tally(), new Tally(), new Tally(), new Tally(), new Tally(), new Tally(), new Tally());
    }

    void add(Tallies other) {
        reads.add(other.reads);
        writes.add(other.writes);
        trims.add(other.trims);
        zeroes.add(other.zeroes);
        extents.add(other.extents);
        caches.add(other.caches);
        flushes.add(other.flushes);
    }
}
