// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.engine.policy.ConnectionLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The places that a server has for connections: in all, for each address and for each user. Thread-safe.
 *
 * <p>The limit of descriptors is asked for when there are more than a few clients, since a start should not wait for it.
 */
final class Places {
    /** For so many there are descriptors, or the server could not have started. */
    private static final int FEW = 16;

    private final ConnectionLimits limits;
    private final Map<Object, Integer> taken = new HashMap<>();
    private int most = -1;
    private int connections;

    Places(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** Who takes a place; a client has an address, or a user, or neither. */
    record Guest(Optional<String> address, Optional<Integer> user) {}

    /**
     * Takes a place for a client, until {@link #leave}.
     *
     * @return why there is none; empty if it has one
     */
    synchronized Optional<String> enter(Guest guest) {
        if (most < 0 && (limits.all().isPresent() || connections >= FEW)) {
            most = limits.all().isPresent() ? limits.all().get() : Descriptors.forConnections();
        }
        if (most >= 0 && connections >= most) {
            return Optional.of("the server has " + connections + " connections, and may have " + most
                    + ": raise max-connections in [limits], or the limit of open files (ulimit -n)");
        }
        if (isFull(guest.address(), limits.perAddress())) {
            return Optional.of(
                    guest.address().get() + " has " + limits.perAddress().get()
                            + " connections, and may have no more: raise max-connections-per-address in [limits]");
        }
        if (isFull(guest.user(), limits.perUser())) {
            return Optional.of("user " + guest.user().get() + " has "
                    + limits.perUser().get()
                    + " connections, and may have no more: raise max-connections-per-user in [limits]");
        }
        connections++;
        count(guest.address(), limits.perAddress(), 1);
        count(guest.user(), limits.perUser(), 1);
        return Optional.empty();
    }

    private boolean isFull(Optional<?> who, Optional<Integer> limit) {
        return who.isPresent() && limit.isPresent() && taken.getOrDefault(who.get(), 0) >= limit.get();
    }

    /** Gives a place back. */
    synchronized void leave(Guest guest) {
        connections--;
        count(guest.address(), limits.perAddress(), -1);
        count(guest.user(), limits.perUser(), -1);
    }

    /** Addresses are text and users are numbers, so that they do not meet in one map. */
    private void count(Optional<?> who, Optional<Integer> limit, int change) {
        if (who.isPresent() && limit.isPresent()) {
            taken.merge(who.get(), change, (before, more) -> before + more == 0 ? null : before + more);
        }
    }
}
