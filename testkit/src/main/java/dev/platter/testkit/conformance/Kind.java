// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

/** The kinds of request. */
enum Kind {
    READ,
    WRITE,
    ZERO,
    TRIM,
    FLUSH,
    CACHE,
    EXTENTS;

    boolean isOffered(Shape shape) {
        return switch (this) {
            case READ -> true;
            case WRITE -> shape.writes();
            case ZERO -> shape.zeroes();
            case TRIM -> shape.trims();
            case FLUSH -> shape.flushes();
            case CACHE -> shape.caches();
            case EXTENTS -> shape.extents();
        };
    }

    boolean changes() {
        return this == WRITE || this == ZERO || this == TRIM;
    }
}
