// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.server.definition.ExportDefinition.RemovalMode;
import dev.platter.server.definition.ServerDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds the exports whose removal would lose what clients have written. */
final class Removals {
    private Removals() {}

    /**
     * The losses that nobody has asked for. An export with {@code remove = "hard"} was written to be removed with its contents.
     *
     * @return a sentence for each export that the definition lacks and whose contents would be lost
     */
    static List<String> losses(Collection<RunningExport> running, ServerDefinition next) {
        List<String> losses = new ArrayList<>();
        for (RunningExport export : running) {
            String name = export.definition().name();
            Optional<String> loss = export.endsContents();
            if (loss.isPresent()
                    && !next.exports().containsKey(name)
                    && export.definition().remove() != RemovalMode.HARD) {
                losses.add("export '" + name + "' is missing from the configuration, and removing it would lose what"
                        + " clients have written: " + loss.get() + "; put it back, or give up its contents by"
                        + " 'platterctl reload --force' or 'platterctl export remove " + name + "'");
            }
        }
        return losses;
    }
}
