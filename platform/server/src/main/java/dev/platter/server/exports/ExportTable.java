// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.engine.export.ConnectionGate;
import dev.platter.engine.export.Exports;
import dev.platter.engine.export.ServedExport;
import dev.platter.server.definition.ServerDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The exports as clients find them. Replaced as a whole, so that no client sees half of a change. */
public final class ExportTable implements Exports {
    private static final Exports NOTHING = new NamedExports(Map.of(), Optional.empty());

    private volatile Exports now = NOTHING;

    /**
     * Replaces all exports.
     *
     * @param next the new exports by name, in the order of listing
     * @param definition says which export clients get that ask for the empty name, or for an unknown name
     */
    void replace(Map<String, ServedExport> next, ServerDefinition definition) {
        next.values().forEach(ServedExport::enforce);
        Optional<String> nameless = definition.settings().defaultExport();
        Optional<ServedExport> any = definition.anyName() ? nameless.map(next::get) : Optional.empty();
        now = any.map(Exports::any).orElseGet(() -> new NamedExports(next, nameless));
    }

    /** Removes all exports. */
    void clear() {
        now = NOTHING;
    }

    @Override
    public Optional<ServedExport> find(String name) {
        return now.find(name);
    }

    @Override
    public List<ServedExport> all() {
        return now.all();
    }

    @Override
    public Optional<ServedExport> sole() {
        return now.sole();
    }

    @Override
    public Optional<ConnectionGate> gate() {
        return now.gate();
    }
}
