package dev.platter.engine.export;

import java.util.List;
import java.util.Optional;

/** The exports of a server, by the names that clients ask for. Called by any thread; answers at once. */
public interface Exports {
    /**
     * Finds the export for a name.
     *
     * @param name what the client asked for, possibly empty
     * @return the export; empty if there is none of that name
     */
    Optional<ServedExport> find(String name);

    /**
     * All exports, for a client that asks for a list, and to be accepted by before it has asked for anything.
     *
     * @return the exports
     */
    List<ServedExport> all();

    /**
     * One export under every name, as nbdkit has it: the plugin decides which names it opens.
     *
     * @param export the export
     * @return the table that has nothing else
     */
    static Exports any(ServedExport export) {
        return new Exports() {
            @Override
            public Optional<ServedExport> find(String name) {
                return Optional.of(export);
            }

            @Override
            public List<ServedExport> all() {
                return List.of(export);
            }
        };
    }
}
