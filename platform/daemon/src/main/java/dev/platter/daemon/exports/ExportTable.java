// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.exports;

import dev.platter.engine.export.Exports;
import dev.platter.engine.export.ServedExport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The exports by name, as clients find them. Replaced as a whole, so that no client sees half of a change. */
public final class ExportTable implements Exports {
    private volatile Map<String, ServedExport> exports = Map.of();
    private volatile Optional<String> nameless = Optional.empty();

    /**
     * Serves something else from now on.
     *
     * @param next by name, in the order in which they are listed
     * @param defaultExport what a client gets that asks for the export without a name
     */
    void replace(Map<String, ServedExport> next, Optional<String> defaultExport) {
        next.values().forEach(ServedExport::enforce);
        exports = Collections.unmodifiableMap(new LinkedHashMap<>(next));
        nameless = defaultExport;
    }

    @Override
    public Optional<ServedExport> find(String name) {
        Map<String, ServedExport> now = exports;
        if (name.isEmpty()) {
            return nameless.flatMap(it -> Optional.ofNullable(now.get(it)));
        }
        return Optional.ofNullable(now.get(name));
    }

    @Override
    public List<ServedExport> all() {
        return List.copyOf(exports.values());
    }
}
