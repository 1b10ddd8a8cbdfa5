// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.util.List;
import java.util.Optional;

/**
 * One export. Two definitions are equal if they serve the same disk in the same way, wherever they were written.
 *
 * @param name the name that clients ask for
 * @param description the description for clients; empty if there is none
 * @param plugin the plugin, which has the data
 * @param filters the filters in front of the plugin, outermost first
 * @param readOnly whether clients may not write
 * @param hidden whether lists leave it out
 * @param tlsRequired whether the export is hidden from clients without TLS
 * @param threads how many requests wait for storage at a time, at least 1
 * @param upgrade how the export goes over to a new version of a bundle
 * @param remove what happens to its connections when it is removed
 * @param allow the clients that may use it
 * @param limits how much of the server they may use
 */
public record ExportDefinition(
        String name,
        Optional<String> description,
        MemberDefinition plugin,
        List<MemberDefinition> filters,
        boolean readOnly,
        boolean hidden,
        boolean tlsRequired,
        int threads,
        UpgradeMode upgrade,
        RemovalMode remove,
        AccessRules allow,
        ExportLimits limits) {
    /** The default number of requests that wait for storage at a time. */
    public static final int DEFAULT_THREADS = 16;

    /** Copies the list. */
    public ExportDefinition {
        filters = List.copyOf(filters);
    }

    /**
     * The same export with another removal mode.
     *
     * @param mode what happens to its connections when it is removed
     * @return the other definition
     */
    public ExportDefinition withRemoval(RemovalMode mode) {
        return new ExportDefinition(
                name,
                description,
                plugin,
                filters,
                readOnly,
                hidden,
                tlsRequired,
                threads,
                upgrade,
                mode,
                allow,
                limits);
    }
}
