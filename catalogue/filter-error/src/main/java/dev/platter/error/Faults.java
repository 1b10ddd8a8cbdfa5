// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.error;

import java.util.stream.Stream;

/** How each kind of request fails. */
record Faults(Fault pread, Fault pwrite, Fault trim, Fault zero, Fault extents, Fault cache, Fault flush) {
    /** Whether any of them looks for a file. */
    boolean watch() {
        return Stream.of(pread, pwrite, trim, zero, extents, cache, flush).anyMatch(Fault::watches);
    }
}
