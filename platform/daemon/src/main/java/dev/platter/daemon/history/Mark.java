// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.history;

import dev.platter.server.steering.Deployment;
import java.time.Instant;

/**
 * A moment to be marked on the axis of time.
 *
 * @param at when it was
 * @param kind its kind
 * @param what a sentence without a full stop
 */
public record Mark(Instant at, Kind kind, String what) {
    /** The kinds of marks, by rising importance. */
    public enum Kind {
        /** Bundles or exports were changed. */
        DEPLOYMENT,
        /** The configuration was read again. */
        RELOAD,
        /** A change has failed. */
        PROBLEM
    }

    /**
     * The mark of a change.
     *
     * @param deployment the change
     * @return its mark
     */
    public static Mark of(Deployment deployment) {
        return deployment
                .problem()
                .map(why -> new Mark(deployment.at(), Kind.PROBLEM, deployment.what() + " has failed: " + why))
                .orElseGet(() -> new Mark(deployment.at(), kind(deployment.what()), deployment.what()));
    }

    /** A reload is listed under the words of its command. */
    private static Kind kind(String what) {
        return what.equals("reload") || what.startsWith("reload ") ? Kind.RELOAD : Kind.DEPLOYMENT;
    }
}
