// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The log of the member whose code the current thread runs. It is set in the calls of a member's life, and not in
 * requests, which are too many. Code of a bundle that asks Java for a logger knows nothing of contexts; with this the
 * host finds out for which member it speaks.
 */
public final class MemberLog {
    private static final ThreadLocal<System.@Nullable Logger> CURRENT = new ThreadLocal<>();

    private MemberLog() {}

    /**
     * The log of the member that is being called on this thread.
     *
     * @return its logger; empty outside of such a call
     */
    public static Optional<System.Logger> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /**
     * Begins a call of a member.
     *
     * @param log its logger
     * @return what to give to {@link #leave} at the end of the call, on the same thread
     */
    public static System.@Nullable Logger enter(System.Logger log) {
        System.Logger before = CURRENT.get();
        CURRENT.set(log);
        return before;
    }

    /**
     * Ends a call of a member.
     *
     * @param before what {@link #enter} has returned
     */
    public static void leave(System.@Nullable Logger before) {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }
}
