// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.exports;

import dev.platter.engine.parameters.Schema;
import dev.platter.host.HostException;
import dev.platter.host.Inventory;
import dev.platter.host.PluginHost;
import dev.platter.host.SharedBundle;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The jars that a configuration names by their paths. As long as one is used and its file has the same bytes, it is the same
 * bundle, so that a reload does not touch the exports that are made of it. Belongs to whoever makes transactions.
 */
final class NamedJars {
    private record Key(Schema.Kind kind, Path jar) {}

    private final PluginHost host;
    private final Map<Key, SharedBundle> known = new HashMap<>();

    NamedJars(PluginHost host) {
        this.host = host;
    }

    SharedBundle choose(Schema.Kind kind, Path jar) throws HostException {
        SharedBundle now = Inventory.ofPath(host, kind, jar);
        known.values().removeIf(bundle -> bundle.users() == 0);
        SharedBundle before = known.get(new Key(kind, jar));
        if (before != null && before.digest().equals(now.digest())) {
            return before;
        }
        // Nobody else can choose it, so it goes with the last chain that is made of it.
        now.withdraw();
        known.put(new Key(kind, jar), now);
        return now;
    }
}
