// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.host.RefusedException;
import dev.platter.host.deploy.Signatures;
import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.exports.Drained;
import java.time.Duration;
import java.util.Set;

/** The commands that concern exports: all those of the configuration, or one by its name. */
final class ExportCommands {
    private final DefinitionSource source;
    private final ServerState serving;

    ExportCommands(DefinitionSource source, ServerState serving) {
        this.source = source;
        this.serving = serving;
    }

    String reload() throws RefusedException {
        return serving.change("reload", () -> {
            PlacedDefinition next = source.read();
            String difference = differenceTo(next);
            Signatures signatures = TrustStore.of(next.server().signatures());
            serving.goOver(next);
            serving.require(signatures);
            return difference;
        });
    }

    String difference() throws RefusedException {
        return differenceTo(source.read());
    }

    private String differenceTo(PlacedDefinition next) {
        return source.difference(serving.definition().server(), next.server(), serving::isSecret);
    }

    String upgrade(String export, boolean live) throws RefusedException {
        return serving.change("upgrade " + export + (live ? " --live" : ""), () -> {
            requireKnown(export);
            serving.renew(live ? Set.of(export) : Set.of());
            int brought = live ? serving.exporting().bringOver(export) : 0;
            return export + " is made of " + members(export)
                    + (brought > 0 ? ", and clients of " + brought + " older chains were moved over" : "");
        });
    }

    private void requireKnown(String export) throws RefusedException {
        if (!serving.exporting().knows(export)) {
            throw new RefusedException("there is no export '" + export + "': there are "
                    + String.join(", ", serving.definition().server().exports().keySet()));
        }
    }

    private String members(String export) {
        return serving.exporting().statuses().stream()
                .filter(status -> status.name().equals(export))
                .findFirst()
                .map(status -> String.join(" → ", status.members()))
                .orElse("nothing");
    }

    String add(ExportRequest request) throws RefusedException {
        return serving.change("export add " + request.name(), () -> {
            if (serving.definition().server().exports().containsKey(request.name())) {
                throw new RefusedException(
                        "there is an export '" + request.name() + "' already: choose another name, or remove it");
            }
            serving.add(request, source.place());
            return "added " + request.name() + ", made of " + members(request.name());
        });
    }

    String remove(String name, String mode) throws RefusedException {
        return serving.change("export remove " + name, () -> {
            PlacedDefinition now = serving.definition();
            RemovedExport removed = RemovedExport.of(name, mode, now);
            serving.goOver(removed.prepared(now));
            serving.goOver(removed.from(now));
            return "removed " + name + " (" + mode + ")";
        });
    }

    String drain(String export, Duration grace) throws RefusedException {
        return serving.attempt("drain " + export, () -> {
            requireKnown(export);
            Drained drained = serving.exporting().drain(export, grace);
            serving.removeOrphans();
            return switch (drained) {
                case RETIRED -> "'" + export + "' no longer has retiring chains";
                case SERVED -> "the connections of '" + export + "' have ended; it is still served";
                case STUCK ->
                    throw new RefusedException("a call of '" + export
                            + "' does not return although its connections were closed and it was interrupted; it is"
                            + " abandoned, and platterctl exports shows what it does");
                case HELD ->
                    throw new RefusedException("a call of '" + export
                            + "' does not return although its connections were closed, and is not interrupted, since"
                            + " others may use the same disk: remove the export or deploy another version, and drain it"
                            + " again");
            };
        });
    }
}
