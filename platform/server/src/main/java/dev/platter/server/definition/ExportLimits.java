// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import dev.platter.api.parameters.Size;
import java.util.Optional;

/**
 * How much of the server the clients of an export may use.
 *
 * @param connections the most connections at a time, at least 1; empty for no limit
 * @param bandwidth the most bytes per second of all its clients, reads and writes together, at least 1; empty for no limit
 */
public record ExportLimits(Optional<Integer> connections, Optional<Size> bandwidth) {
    /** No limits. */
    public static final ExportLimits NONE = new ExportLimits(Optional.empty(), Optional.empty());
}
