// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import dev.platter.api.parameters.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the server as a whole. Paths are absolute.
 *
 * @param state the folder that belongs to this server alone; empty if no state outlives the server
 * @param deploy the folder that is watched for bundles; empty if there is none
 * @param bundles further folders of bundles, in search order
 * @param control the Unix socket that {@code platterctl} talks to; empty if there is none
 * @param grace how long a stop waits for requests under way
 * @param log the format of the log
 * @param defaultExport the export for clients that ask for the empty name; empty if there is none
 * @param memory how much memory the large requests of all clients may hold; empty for the server's own choice
 */
public record ServerSettings(
        Optional<Path> state,
        Optional<Path> deploy,
        List<Path> bundles,
        Optional<Path> control,
        Duration grace,
        LogFormat log,
        Optional<String> defaultExport,
        Optional<Size> memory) {
    /** The default time that a stop waits for requests under way. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    /** Copies the list. */
    public ServerSettings {
        bundles = List.copyOf(bundles);
    }
}
