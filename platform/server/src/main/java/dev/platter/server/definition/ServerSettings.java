// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import dev.platter.api.parameters.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What concerns the whole server. Paths are absolute.
 *
 * @param state the folder that belongs to one server alone; empty if nothing outlives the server
 * @param deploy the folder that is watched for bundles; empty if none is
 * @param bundles further folders of bundles, in the order in which they are searched
 * @param control the Unix socket that {@code platterctl} talks to; empty if there is none
 * @param grace how long a stop waits for requests that are under way
 * @param log how lines of the log look
 * @param defaultExport what a client gets that asks for the export without a name; empty if it gets none
 * @param memory how much the large requests of all clients may hold; empty for the server's own choice
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
    /** How long a stop waits for requests that are under way where nothing else is said. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    /** Copies the list. */
    public ServerSettings {
        bundles = List.copyOf(bundles);
    }
}
