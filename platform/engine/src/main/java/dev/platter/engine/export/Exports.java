// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.ThreadModel;
import java.util.List;
import java.util.Optional;

/** The exports of a server, by the names that clients ask for. Called by any thread; must not wait. */
public interface Exports {
    /**
     * Finds the export for a name.
     *
     * @param name the name that the client asked for, possibly empty
     * @return the export; empty if there is none with that name
     */
    Optional<ServedExport> find(String name);

    /**
     * All exports, for a client that asks for a list.
     *
     * @return the exports
     */
    List<ServedExport> all();

    /**
     * The export that is behind every name, if there is only one. Its members then look at a client as soon as it has
     * connected, and can close the connection without a word. With several exports, the members of each look when the
     * client first names that export, and can refuse only that export.
     *
     * @return empty if a client chooses between exports by their names
     */
    default Optional<ServedExport> sole() {
        return Optional.empty();
    }

    /**
     * The gate where clients wait before they are greeted, if only one connection is served at a time.
     *
     * @return the gate; empty if there may be any number
     */
    default Optional<ConnectionGate> gate() {
        return Optional.empty();
    }

    /**
     * One export under every name, as in nbdkit: the plugin decides which names it opens.
     *
     * @param export the export
     * @return exports that consist of this one
     */
    static Exports any(ServedExport export) {
        ConnectionGate gate = new ConnectionGate();
        return new Exports() {
            @Override
            public Optional<ServedExport> find(String name) {
                return Optional.of(export);
            }

            @Override
            public List<ServedExport> all() {
                return List.of(export);
            }

            @Override
            public Optional<ServedExport> sole() {
                return Optional.of(export);
            }

            @Override
            public Optional<ConnectionGate> gate() {
                boolean alone = export.chain().threadModel() == ThreadModel.SERIALIZE_CONNECTIONS;
                return alone ? Optional.of(gate) : Optional.empty();
            }
        };
    }
}
