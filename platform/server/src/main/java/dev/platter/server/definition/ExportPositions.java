// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.util.List;

/**
 * Where an export was written. It is kept apart from the definition, whose equality must not depend on it.
 *
 * @param export its table
 * @param plugin its plugin
 * @param filters its filters, outermost first
 */
public record ExportPositions(Position export, MemberPositions plugin, List<MemberPositions> filters) {
    /** Copies the list. */
    public ExportPositions {
        filters = List.copyOf(filters);
    }
}
