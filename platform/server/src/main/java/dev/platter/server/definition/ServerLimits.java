// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import java.util.Optional;

/**
 * What all clients of a server may have together. It is the table {@code [limits]}, key by key.
 *
 * @param memory how much their large requests may hold, in bytes; empty for the server's own choice
 */
public record ServerLimits(
        @TakesEffect(TakesEffect.When.ON_RESTART)
        @Parameter(
                whenAbsent = "half of what Java may have",
                example = "512M",
                help = "A size: what the large requests of all clients may hold together, outside of the Java heap. A"
                        + " change waits for a restart.")
        Optional<Size> memory) {
    /** The server's own choice. */
    public static final ServerLimits NONE = new ServerLimits(Optional.empty());
}
