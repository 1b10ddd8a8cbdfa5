// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.policy;

import java.util.Optional;

/**
 * How many connections a server has at a time. Further clients are disconnected as soon as they are accepted, which is the only
 * answer that the protocol has at that moment.
 *
 * @param all of all clients; empty for as many as there are descriptors for, less some for everything else
 * @param perAddress of one client address; empty for any number. Clients of Unix sockets have none
 * @param perUser of one user of this machine; empty for any number. Only Unix sockets tell the user
 */
public record ConnectionLimits(Optional<Integer> all, Optional<Integer> perAddress, Optional<Integer> perUser) {
    /** The limit of descriptors alone. */
    public static final ConnectionLimits DESCRIPTORS =
            new ConnectionLimits(Optional.empty(), Optional.empty(), Optional.empty());
}
