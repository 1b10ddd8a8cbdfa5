// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import java.util.HashMap;
import java.util.Map;

/** The exports and clients that have a share in the {@link MemoryBudget}, for as long as any of their connections is there. */
final class MemoryParties {
    private final Map<String, Members> exports = new HashMap<>();
    private final Map<Object, Members> clients = new HashMap<>();

    private static final class Members {
        private final MemoryHolder.Party party = new MemoryHolder.Party();
        private int count;
    }

    /**
     * Registers a connection, or a member of a chain.
     *
     * @param export the name of its export
     * @param client a key that is equal for all connections of one client
     */
    synchronized MemoryHolder join(String export, Object client, boolean member) {
        return new MemoryHolder(join(exports, export), join(clients, client), member, () -> leave(export, client));
    }

    private static <K> MemoryHolder.Party join(Map<K, Members> of, K key) {
        Members members = of.computeIfAbsent(key, _ -> new Members());
        members.count++;
        return members.party;
    }

    private synchronized void leave(String export, Object client) {
        leave(exports, export);
        leave(clients, client);
    }

    private static <K> void leave(Map<K, Members> of, K key) {
        Members members = of.get(key);
        if (members != null && --members.count == 0) {
            of.remove(key);
        }
    }
}
