// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import dev.platter.api.Operation;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** How long each kind of request waits. */
record Delays(Duration read, Duration write, Duration zero, Duration trim, Duration extents, Duration cache) {
    boolean areNone() {
        return Stream.of(read, write, zero, trim, extents, cache).allMatch(Duration::isZero);
    }

    /** A line for each kind of request that waits; other contexts wait in that of extents. */
    Map<Operation, DelayLine> lines(Function<Duration, DelayLine> making) {
        Map<Operation, DelayLine> lines = new EnumMap<>(Operation.class);
        put(lines, read, making, Operation.READ);
        put(lines, write, making, Operation.WRITE);
        put(lines, zero, making, Operation.ZERO);
        put(lines, trim, making, Operation.TRIM);
        put(lines, extents, making, Operation.EXTENTS, Operation.BLOCK_STATUS);
        put(lines, cache, making, Operation.CACHE);
        return lines;
    }

    private static void put(
            Map<Operation, DelayLine> lines,
            Duration delay,
            Function<Duration, DelayLine> making,
            Operation... operations) {
        if (!delay.isZero()) {
            DelayLine line = making.apply(delay);
            for (Operation operation : operations) {
                lines.put(operation, line);
            }
        }
    }
}
