// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import dev.platter.api.parameters.Parameter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the server as a whole. It is the table {@code [server]}, key by key. Paths are absolute.
 *
 * @param state the folder that belongs to this server alone; empty if no state outlives the server
 * @param deploy the folder that is watched for bundles; empty if there is none
 * @param bundles further folders of bundles, in search order
 * @param control the Unix socket that {@code platterctl} talks to; empty if there is none
 * @param threads how many requests wait for storage at a time, at least 1; for exports without a value of their own
 * @param grace how long a stop waits for requests under way
 * @param log the format of the log
 * @param defaultExport the export for clients that ask for the empty name; empty if there is none
 */
public record ServerSettings(
        @TakesEffect(TakesEffect.When.ON_RESTART)
        @Parameter(
                defaultValue = "/var/lib/platter",
                example = "/var/lib/platter",
                help = "The folder of the server's own files. Two servers cannot share it.")
        Optional<Path> state,

        @TakesEffect(TakesEffect.When.ON_RESTART)
        @Parameter(
                whenAbsent = "`deploy` in the state folder",
                example = "/var/lib/platter/deploy",
                help = "The watched folder: a jar dropped there is installed, a newer version upgrades it, and"
                        + " deleting the jar removes its bundle. It cannot be the state folder itself.")
        Optional<Path> deploy,

        @TakesEffect(TakesEffect.When.ON_RESTART)
        @Parameter(
                whenAbsent = "none",
                example = "/opt/platter/bundles",
                help = "An array of further folders with bundles. They are not watched.")
        List<Path> bundles,

        @TakesEffect(TakesEffect.When.ON_RESTART)
        @Parameter(
                defaultValue = "/run/platter/control.sock",
                example = "/run/platter/control.sock",
                help = "The Unix socket for `platterctl`.")
        Optional<Path> control,

        @TakesEffect(TakesEffect.When.ELSEWHERE)
        @Parameter(
                defaultValue = "" + ExportDefinition.DEFAULT_THREADS,
                min = 1,
                max = ExportDefinition.MOST_THREADS,
                example = "16",
                help = "How many requests of one export may wait for storage at a time, unless the export says"
                        + " otherwise: 1 to "
                        + ExportDefinition.MOST_THREADS + ".")
        int threads,

        @Parameter(
                defaultValue = ServerSettings.DEFAULT_GRACE_SECONDS + "s",
                example = "10s",
                help = "How long a stop waits for requests under way before it closes their connections.")
        Duration grace,

        @TakesEffect(TakesEffect.When.ON_RESTART)
        @Parameter(
                defaultValue = "text",
                example = "text",
                help = "`\"text\"`: lines for people; `\"json\"`: one JSON object per line.")
        LogFormat log,

        @Parameter(whenAbsent = "none", example = "vm1", help = "The export for clients that ask for the empty name.")
        Optional<String> defaultExport) {
    private static final int DEFAULT_GRACE_SECONDS = 10;

    /** The default time that a stop waits for requests under way. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(DEFAULT_GRACE_SECONDS);

    /** Copies the list. */
    public ServerSettings {
        bundles = List.copyOf(bundles);
    }

    /**
     * The same settings with another deploy folder.
     *
     * @param folder an absolute path
     * @return the other settings
     */
    public ServerSettings withDeploy(Path folder) {
        return new ServerSettings(state, Optional.of(folder), bundles, control, threads, grace, log, defaultExport);
    }

    /** The format of the log's lines. */
    public enum LogFormat {
        /** For people. */
        TEXT,
        /** One JSON object a line. */
        JSON
    }
}
