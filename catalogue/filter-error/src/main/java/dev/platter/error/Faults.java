// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.error;

import dev.platter.api.Operation;
import java.util.stream.Stream;

/** How each kind of request fails. */
record Faults(Fault pread, Fault pwrite, Fault trim, Fault zero, Fault extents, Fault cache, Fault flush) {
    /** How a request fails; other contexts fail as extents do. */
    Fault of(Operation operation) {
        return switch (operation) {
            case READ -> pread;
            case WRITE -> pwrite;
            case TRIM -> trim;
            case ZERO -> zero;
            case CACHE -> cache;
            case FLUSH -> flush;
            case EXTENTS, BLOCK_STATUS -> extents;
        };
    }

    /** Whether any of them looks for a file. */
    boolean watch() {
        return Stream.of(pread, pwrite, trim, zero, extents, cache, flush).anyMatch(Fault::watches);
    }
}
