// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.api.Support;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.transmission.MetaContext;
import dev.platter.nbd.BlockStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the metadata contexts that a client's queries mean. A query is a name; in a list, {@code namespace:} alone asks
 * for all of that namespace, and no query at all for everything.
 */
final class MetaContexts {
    private final List<MetaContext> offered = new ArrayList<>();

    MetaContexts(OpenDisk disk) {
        if (disk.features().extents() != Support.NONE) {
            offered.add(new MetaContext(1, BlockStatus.BASE_ALLOCATION));
        }
        for (String name : disk.metaContexts()) {
            offered.add(new MetaContext(offered.size() + 1, name));
        }
    }

    List<MetaContext> list(List<String> queries) {
        List<MetaContext> found = new ArrayList<>();
        for (MetaContext context : offered) {
            boolean asked = queries.isEmpty();
            for (String query : queries) {
                asked |= context.name().equals(query)
                        || (query.endsWith(":") && context.name().startsWith(query));
            }
            if (asked) {
                found.add(context);
            }
        }
        return found;
    }

    List<MetaContext> select(List<String> queries) {
        List<MetaContext> found = new ArrayList<>();
        for (MetaContext context : offered) {
            if (queries.contains(context.name())) {
                found.add(context);
            }
        }
        return found;
    }
}
