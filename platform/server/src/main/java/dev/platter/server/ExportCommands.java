// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.host.RefusedException;
import dev.platter.host.deploy.Signatures;
import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.definition.ServerDefinition;
import dev.platter.server.exports.Drained;
import dev.platter.server.exports.Terms;
import java.time.Duration;
import java.util.List;

/** The commands that concern exports: all those of the configuration, or one by its name. */
final class ExportCommands {
    private final DefinitionSource source;
    private final ServerState serving;
    private final ReloadCheck check;

    /**
     * Commands for a server.
     *
     * @param check finds reasons to refuse a reload
     */
    ExportCommands(DefinitionSource source, ServerState serving, ReloadCheck check) {
        this.source = source;
        this.serving = serving;
        this.check = check;
    }

    /**
     * Reads the definition again and applies it.
     *
     * @param force whether what clients have written may be lost
     */
    String reload(boolean force) throws RefusedException {
        return serving.change(force ? "reload --force" : "reload", () -> {
            PlacedDefinition next = source.read();
            check.require(next.server());
            ServerDefinition before = serving.definition().server();
            Signatures signatures = TrustStore.of(next.server().signatures());
            serving.goOver(next, force ? Terms.TRYING_AGAIN.givingUp() : Terms.TRYING_AGAIN);
            serving.require(signatures);
            // Now the new bundles are in use. Before, this would be the first to load them, and a bundle may hang then.
            return difference(before, next);
        });
    }

    String difference() throws RefusedException {
        PlacedDefinition next = source.read();
        StringBuilder text = new StringBuilder(difference(serving.definition().server(), next));
        check.reasons(next.server())
                .forEach(reason -> text.append("\na reload is refused: ").append(reason));
        return text.toString();
    }

    List<String> objections() throws RefusedException {
        return check.reasons(source.read().server());
    }

    private String difference(ServerDefinition before, PlacedDefinition next) {
        return source.difference(before, next.server(), serving::isSecret);
    }

    String upgrade(String export, boolean live) throws RefusedException {
        return serving.change("upgrade " + export + (live ? " --live" : ""), () -> {
            requireKnown(export);
            serving.renew(live ? Terms.moving(export) : Terms.starting(export));
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
            if (!serving.exporting().hasFailed(name)) {
                serving.goOver(removed.prepared(now), Terms.CAREFUL);
            }
            serving.goOver(removed.from(now), Terms.GIVING_UP);
            return "removed " + name + " (" + mode + ")";
        });
    }

    String start(String export) throws RefusedException {
        return serving.change("export start " + export, () -> {
            requireKnown(export);
            if (!serving.exporting().hasFailed(export)) {
                return export + " is served already";
            }
            serving.renew(Terms.starting(export));
            return "started " + export + ", made of " + members(export);
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
