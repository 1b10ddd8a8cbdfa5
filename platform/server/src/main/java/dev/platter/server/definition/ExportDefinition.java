// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import java.util.List;
import java.util.Optional;

/**
 * The definition of an export. Two definitions are equal if they serve the same disk in the same way; their places in files do
 * not count. It is the table {@code [export.NAME]}, key by key, except for the name, which is in the table's header.
 *
 * @param name the name that clients ask for
 * @param description the description for clients; empty if there is none
 * @param readOnly whether clients may not write
 * @param hidden whether listings omit it
 * @param tls whether clients without TLS find it
 * @param threads how many requests wait for storage at a time, at least 1
 * @param upgrade how the export goes over to a new version of a bundle
 * @param remove what happens to its connections when it is removed
 * @param plugin the plugin, which provides the data
 * @param filters the filters in front of the plugin, outermost first
 * @param allow the clients that may use it
 * @param limits how much of the server these clients may use
 */
public record ExportDefinition(
        String name,

        @Parameter(
                whenAbsent = "none",
                example = "the disk of vm1",
                help = "The text that clients see beside its name in lists.")
        Optional<String> description,

        @Parameter(defaultValue = "false", example = "true", help = "Whether writes are refused.")
        boolean readOnly,

        @Parameter(
                defaultValue = "false",
                example = "true",
                help = "Whether it is left out of lists. Clients that know its name may still use it.")
        boolean hidden,

        @Parameter(
                defaultValue = "on",
                example = "require",
                help = "`\"on\"`: every client that a listener admits may use it; `\"require\"`: clients without TLS"
                        + " do not find it in lists, and one that asks for it by name is told that it requires TLS.")
        Tls tls,

        @Parameter(
                whenAbsent = "that of `[server]`",
                min = 1,
                max = ExportDefinition.MOST_THREADS,
                example = "16",
                help = "How many requests may wait for storage at a time: 1 to " + ExportDefinition.MOST_THREADS
                        + ". With 1, a connection is served in order.")
        int threads,

        @Parameter(
                defaultValue = "auto",
                example = "auto",
                help = "How a new chain, made from a newer bundle or with other parameters, replaces the old one."
                        + " `\"auto\"`: new clients get the new chain, and connected clients keep the old one; where"
                        + " the two cannot run side by side, as with the memory plugin, which hands its contents"
                        + " over, connected clients are moved. `\"live\"`: connected clients are always moved."
                        + " `\"new-clients\"`: they are never moved; a change that requires it is refused while"
                        + " clients are connected.")
        UpgradeMode upgrade,

        @Parameter(
                defaultValue = "hide",
                example = "hide",
                help = "What happens to its connections when it is removed: `\"hide\"`, they stay; `\"soft\"`, they are"
                        + " drained; `\"hard\"`, they are closed at once. A reload without an export that holds what"
                        + " clients have written in memory is refused unless this is `\"hard\"`, or it is forced.")
        RemovalMode remove,

        @Parameter(help = "The table below; every export has one.")
        MemberDefinition.Plugin plugin,

        @Parameter(name = "filter", whenAbsent = "none", help = "The tables below, outermost first.")
        List<MemberDefinition.Filter> filters,

        @Parameter(whenAbsent = "everybody", help = "The table below.")
        AccessRules allow,

        @Parameter(whenAbsent = "none", help = "The table below.")
        ExportLimits limits) {
    /** The default number of requests that wait for storage at a time. */
    public static final int DEFAULT_THREADS = 16;

    /** The most requests that may wait for storage at a time. */
    public static final int MOST_THREADS = 65_535;

    /** Copies the list. */
    public ExportDefinition {
        filters = List.copyOf(filters);
    }

    /**
     * Whether only clients with TLS may use the export.
     *
     * @return true if others do not find it in lists, and are told to use TLS if they ask for it
     */
    public boolean tlsRequired() {
        return tls == Tls.REQUIRE;
    }

    /**
     * The same export with another removal mode.
     *
     * @param mode what happens to its connections when it is removed
     * @return the other definition
     */
    public ExportDefinition withRemoval(RemovalMode mode) {
        return new ExportDefinition(
                name, description, readOnly, hidden, tls, threads, upgrade, mode, plugin, filters, allow, limits);
    }

    /** Whether clients of an export use TLS. */
    public enum Tls {
        /** The listener decides. */
        ON,
        /** Clients without TLS do not find the export in lists, and are told to use TLS if they ask for it. */
        REQUIRE
    }

    /** How a new chain takes over an export that has clients. */
    public enum UpgradeMode {
        /**
         * If the old and the new chain cannot run side by side, connected clients move to the new one; the memory plugin, for
         * example, hands over its contents. Otherwise only new clients get the new chain, and the others keep the old one until
         * they leave.
         */
        AUTO,
        /** Connected clients move to the new chain; if they cannot, the change is refused. */
        LIVE,
        /**
         * Connected clients never move. If the chains cannot run side by side, the change is refused while clients are
         * connected.
         */
        NEW_CLIENTS
    }

    /** What happens to the connections of an export when a reload removes it. New clients no longer find it. */
    public enum RemovalMode {
        /** They stay until their clients leave. */
        HIDE,
        /** They are drained: requests under way are answered, then the connections are closed. */
        SOFT,
        /** They are closed at once. */
        HARD
    }

    /**
     * How much of the server the clients of an export may use. It is the table {@code [export.NAME.limits]}, key by key.
     *
     * @param connections the most connections at a time, at least 1; empty for any number
     * @param maxHangingOpens how many clients may wait in vain for the plugin to open the disk, at least 1
     * @param bandwidth the most bytes per second for all its clients, reads and writes together, at least 1; empty for no limit
     */
    public record ExportLimits(
            @Parameter(
                    whenAbsent = "any number",
                    min = 1,
                    example = "10",
                    help = "The most connections at a time, at least 1.")
            Optional<Integer> connections,

            @Parameter(
                    defaultValue = "" + ExportLimits.DEFAULT_HANGING_OPENS,
                    min = 1,
                    example = "16",
                    help = "How many opens may hang, at least 1: those whose client has gone, or that have lasted for"
                            + " more than 10 seconds. Then further clients are refused until one returns.")
            int maxHangingOpens,

            @Parameter(
                    whenAbsent = "any",
                    example = "100M",
                    help = "The most bytes per second, as a size: reads and writes of all its clients together, at"
                            + " least 1.")
            Optional<Size> bandwidth) {
        private static final int DEFAULT_HANGING_OPENS = 16;

        /** No limits but that of opens that hang. */
        public static final ExportLimits NONE =
                new ExportLimits(Optional.empty(), DEFAULT_HANGING_OPENS, Optional.empty());

        /**
         * The same limits with another one of opens that hang.
         *
         * @param most how many, at least 1
         * @return the other limits
         */
        public ExportLimits withHangingOpens(int most) {
            return new ExportLimits(connections, most, bandwidth);
        }
    }
}
