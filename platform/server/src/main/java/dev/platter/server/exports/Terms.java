// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import java.util.Set;

/**
 * What a change of the exports may do.
 *
 * @param live names of exports whose clients move to the new chain at once, regardless of their upgrade mode
 * @param givesUpContents whether what clients have written may be lost, since a user has asked for that
 */
public record Terms(Set<String> live, boolean givesUpContents) {
    /** Nobody has asked for anything beyond the change. */
    public static final Terms CAREFUL = new Terms(Set.of(), false);

    /** A user gives up what clients have written to exports that the change ends. */
    public static final Terms GIVING_UP = new Terms(Set.of(), true);

    /** Copies the set. */
    public Terms {
        live = Set.copyOf(live);
    }

    /**
     * Moves the clients of an export.
     *
     * @param export its name
     * @return the terms
     */
    public static Terms moving(String export) {
        return new Terms(Set.of(export), false);
    }
}
