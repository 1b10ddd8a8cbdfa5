// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import java.time.Duration;
import java.util.stream.Stream;

/** How long each kind of request waits. */
record Delays(Duration read, Duration write, Duration zero, Duration trim, Duration extents, Duration cache) {
    boolean areNone() {
        return Stream.of(read, write, zero, trim, extents, cache).allMatch(Duration::isZero);
    }
}
