// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import java.util.Set;

/**
 * What a change of the exports may do.
 *
 * @param live names of exports whose clients move to the new chain at once, regardless of their upgrade mode
 * @param givesUpContents whether what clients have written may be lost, since a user has asked for that
 * @param failures which exports may fail while the others are served
 */
public record Terms(Set<String> live, boolean givesUpContents, Failures failures) {
    /** Nobody has asked for anything beyond the change. */
    public static final Terms CAREFUL = new Terms(Set.of(), false, new Failures.Left(Set.of()));

    /** A user gives up what clients have written to exports that the change ends. */
    public static final Terms GIVING_UP = CAREFUL.givingUp();

    /** Exports that could not be served so far are tried again, and may fail again. */
    public static final Terms TRYING_AGAIN = new Terms(Set.of(), false, new Failures.TriedAgain());

    /** Whatever can be served is, and the rest may fail. */
    public static final Terms AS_FAR_AS_POSSIBLE = new Terms(Set.of(), false, new Failures.Any());

    /** Copies the set. */
    public Terms {
        live = Set.copyOf(live);
    }

    /**
     * Starts an export that could not be served so far.
     *
     * @param export its name; if it fails again, the change fails
     * @return the terms
     */
    public static Terms starting(String export) {
        return new Terms(Set.of(), false, new Failures.Left(Set.of(export)));
    }

    /**
     * Moves the clients of an export.
     *
     * @param export its name
     * @return the terms
     */
    public static Terms moving(String export) {
        return new Terms(Set.of(export), false, new Failures.Left(Set.of(export)));
    }

    /**
     * The same terms, but what clients have written may be lost.
     *
     * @return the other terms
     */
    public Terms givingUp() {
        return new Terms(live, true, failures);
    }

    /** Which exports may fail while the others are served. */
    public sealed interface Failures {
        /** Every export may. */
        record Any() implements Failures {}

        /** Those may that had failed before and have not changed. They are tried again. */
        record TriedAgain() implements Failures {}

        /**
         * Those that had failed before and have not changed are left as they are.
         *
         * @param except names of exports that are tried, and must succeed
         */
        record Left(Set<String> except) implements Failures {
            /** Copies the set. */
            public Left {
                except = Set.copyOf(except);
            }
        }
    }
}
