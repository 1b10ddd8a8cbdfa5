// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.api.parameters.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What concerns the whole server. Paths are absolute.
 *
 * @param state the folder that belongs to one server alone
 * @param deploy the folder that is watched for bundles
 * @param bundles further folders of bundles, in the order in which they are searched
 * @param control the Unix socket that {@code platterctl} talks to
 * @param grace how long a stop waits for requests that are under way
 * @param log how lines of the log look
 * @param defaultExport what a client gets that asks for the export without a name; empty if it gets none
 * @param memory how much the large requests of all clients may hold; empty for the server's own choice
 */
public record ServerSettings(
        Path state,
        Path deploy,
        List<Path> bundles,
        Path control,
        Duration grace,
        LogFormat log,
        Optional<String> defaultExport,
        Optional<Size> memory) {
    /** Copies the list. */
    public ServerSettings {
        bundles = List.copyOf(bundles);
    }
}
