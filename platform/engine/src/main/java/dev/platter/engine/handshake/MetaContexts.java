// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.api.Support;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.transmission.MetaContext;
import dev.platter.nbd.BlockStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the metadata contexts that match a client's queries. A query is a name; when listing, {@code namespace:} alone
 * asks for all contexts of that namespace, and an empty list of queries for all contexts.
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
