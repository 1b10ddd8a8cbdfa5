// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.api.parameters.KeyValue;
import dev.platter.server.definition.MemberDefinition;
import dev.platter.server.definition.MemberPositions;
import dev.platter.server.definition.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.TomlArray;

/**
 * A plugin or filter as it was read.
 *
 * @param definition what was written
 * @param positions where
 */
record ReadMember(MemberDefinition definition, MemberPositions positions) {
    /** Stands in for a plugin that an export lacks, which was complained about. */
    static ReadMember missing(Position position) {
        return new ReadMember(new MemberDefinition("", List.of()), new MemberPositions(position, Map.of()));
    }

    static ReadMember read(Table table) {
        if (!table.has("use")) {
            table.complain(table.name() + " does not say what to use; add use = \"NAME\"");
        }
        List<KeyValue> parameters = new ArrayList<>();
        Map<String, Position> positions = new LinkedHashMap<>();
        table.free("parameters").forEach((key, value) -> {
            positions.put(key, table.position("parameters", key));
            for (Object single : value instanceof TomlArray array ? array.toList() : List.of(value)) {
                Optional<String> text = TomlValue.text(single);
                if (text.isEmpty()) {
                    complain(table, key, single);
                }
                parameters.add(new KeyValue(key, text.orElse(""), table.folder()));
            }
        });
        return new ReadMember(
                new MemberDefinition(reference(table), parameters), new MemberPositions(table.position(), positions));
    }

    private static void complain(Table table, String key, Object value) {
        table.complain(
                "parameters",
                key,
                "the parameter " + key + " in " + table.name()
                        + " must be a string, a number, true, false, or an array of those, not "
                        + TomlValue.described(value) + "; write it in quotes as on a command line");
    }

    /** What the host takes for a path is made absolute, as a server leaves the folder that it was started in. */
    private static String reference(Table table) {
        String use = table.text("use").orElse("");
        if (!use.endsWith(".jar") && use.indexOf('/') < 0) {
            return use;
        }
        return table.path("use").map(Object::toString).orElse(use);
    }
}
