// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.util.Map;

/**
 * Where a plugin or filter of an export was written, so that its complaints can name file, line and column.
 *
 * @param member its table
 * @param parameters each of its keys
 */
public record MemberPositions(Position member, Map<String, Position> parameters) {
    /** Copies the map. */
    public MemberPositions {
        parameters = Map.copyOf(parameters);
    }

    /**
     * The place of a parameter.
     *
     * @param key any key
     * @return where it was written, or the member's table if it was not written
     */
    public Position parameter(String key) {
        return parameters.getOrDefault(key, member);
    }
}
