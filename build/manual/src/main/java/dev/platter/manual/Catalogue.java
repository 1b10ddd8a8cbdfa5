// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import dev.platter.engine.parameters.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.cli.Options;

/** Everything that a page can be about, by the name of its page. */
final class Catalogue {
    private final Map<String, Schema<?>> schemas = new TreeMap<>();
    private final Map<String, Options> commands = new TreeMap<>();

    void add(Schema<?> schema) {
        schemas.put(page(schema), schema);
    }

    void add(String command, Options options) {
        commands.put(command, options);
    }

    /** The name of a plugin's or filter's page. */
    static String page(Schema<?> schema) {
        return "platter-" + schema.name() + "-" + schema.kind();
    }

    Optional<Schema<?>> schema(String page) {
        return Optional.ofNullable(schemas.get(page));
    }

    Optional<Options> command(String page) {
        return Optional.ofNullable(commands.get(page));
    }

    Optional<Schema<?>> plugin(String name) {
        return schema("platter-" + name + "-" + Schema.Kind.PLUGIN);
    }

    Optional<Schema<?>> filter(String name) {
        return schema("platter-" + name + "-" + Schema.Kind.FILTER);
    }

    /** All plugins or all filters, sorted by their names. */
    List<Schema<?>> all(Schema.Kind kind) {
        List<Schema<?>> all = new ArrayList<>();
        for (Schema<?> schema : schemas.values()) {
            if (schema.kind() == kind) {
                all.add(schema);
            }
        }
        return all;
    }
}
