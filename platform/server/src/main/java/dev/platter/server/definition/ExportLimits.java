// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import java.util.Optional;

/**
 * How much of the server the clients of an export may have. It is the table {@code [export.NAME.limits]}, key by key.
 *
 * @param connections at a time, at least 1; empty for any number
 * @param bandwidth bytes per second of all its clients, reads and writes together, at least 1; empty for any
 */
public record ExportLimits(
        @Parameter(
                whenAbsent = "any number",
                min = 1,
                example = "10",
                help = "How many there may be at a time, at least 1.")
        Optional<Integer> connections,

        @Parameter(
                whenAbsent = "any",
                example = "100M",
                help = "A size: bytes per second of all its clients, reads and writes together, at least 1.")
        Optional<Size> bandwidth) {
    /** No limits. */
    public static final ExportLimits NONE = new ExportLimits(Optional.empty(), Optional.empty());
}
