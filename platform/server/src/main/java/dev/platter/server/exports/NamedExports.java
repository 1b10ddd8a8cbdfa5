// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.engine.export.Exports;
import dev.platter.engine.export.ServedExport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Exports, each under its own name.
 *
 * @param byName the exports by name, in the order of listing
 * @param nameless the name of the export for clients that ask for the empty name
 */
record NamedExports(Map<String, ServedExport> byName, Optional<String> nameless) implements Exports {
    NamedExports {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    @Override
    public Optional<ServedExport> find(String name) {
        return name.isEmpty() ? nameless.map(byName::get) : Optional.ofNullable(byName.get(name));
    }

    @Override
    public List<ServedExport> all() {
        return List.copyOf(byName.values());
    }
}
