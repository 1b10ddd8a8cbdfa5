// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.util.List;
import java.util.Optional;

/**
 * One export. Two are equal if they serve the same in the same way, wherever they were written.
 *
 * @param name what clients ask for
 * @param description what clients are told about it; empty if nothing
 * @param plugin what has the data
 * @param filters what stands before it, outermost first
 * @param readOnly whether nobody may write
 * @param hidden whether it is not listed
 * @param tlsRequired whether it does not exist for clients without TLS
 * @param threads how many requests wait for storage at a time, at least 1
 * @param upgrade how a new version of a bundle takes it over
 * @param remove what happens to its connections when it is removed
 * @param allow who may use it
 * @param limits how much they may have
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
    /** How many requests wait for storage at a time where nothing else is said. */
    public static final int DEFAULT_THREADS = 16;

    /** Copies the list. */
    public ExportDefinition {
        filters = List.copyOf(filters);
    }

    /**
     * The same export, which goes in another way.
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
