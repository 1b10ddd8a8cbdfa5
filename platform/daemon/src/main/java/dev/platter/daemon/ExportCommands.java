// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.daemon.configuration.Configuration;
import dev.platter.daemon.configuration.ConfigurationException;
import dev.platter.daemon.configuration.Difference;
import dev.platter.daemon.exports.Drained;
import dev.platter.daemon.steering.SteeringException;
import dev.platter.host.deploy.Signatures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What people ask for that concerns exports: the configuration's or one by its name. */
final class ExportCommands {
    private final Path file;
    private final Serving serving;

    ExportCommands(Path file, Serving serving) {
        this.file = file;
        this.serving = serving;
    }

    String reload() throws SteeringException {
        return serving.change("reload", () -> {
            Configuration next = Configuration.read(file);
            Difference difference = differenceTo(next);
            Signatures signatures = TrustStore.of(next.server().signatures());
            serving.goOver(next);
            serving.bundles().require(signatures);
            return difference.text();
        });
    }

    String difference() throws SteeringException {
        try {
            return differenceTo(Configuration.read(file)).text();
        } catch (ConfigurationException e) {
            throw new SteeringException(String.valueOf(e.getMessage()));
        }
    }

    /** Nobody who asks for a difference need know passwords. */
    private Difference differenceTo(Configuration next) {
        return Difference.between(serving.configuration().server(), next.server(), serving.schemas()::isSecret);
    }

    String upgrade(String export, boolean live) throws SteeringException {
        return serving.change("upgrade " + export + (live ? " --live" : ""), () -> {
            requireKnown(export);
            serving.renew(live ? Set.of(export) : Set.of());
            int brought = live ? serving.exporting().bringOver(export) : 0;
            return export + " is made of " + members(export)
                    + (brought > 0 ? ", and clients of " + brought + " older chains have come over" : "");
        });
    }

    private void requireKnown(String export) throws SteeringException {
        if (!serving.exporting().knows(export)) {
            throw new SteeringException("there is no export '" + export + "': there are "
                    + String.join(
                            ", ", serving.configuration().server().exports().keySet()));
        }
    }

    private String members(String export) {
        return serving.exporting().statuses().stream()
                .filter(status -> status.name().equals(export))
                .findFirst()
                .map(status -> String.join(" → ", status.members()))
                .orElse("nothing");
    }

    String add(String name, List<String> members, List<String> parameters, Map<String, String> options)
            throws SteeringException {
        return serving.change("export add " + name, () -> {
            Configuration now = serving.configuration();
            if (now.server().exports().containsKey(name)) {
                throw new SteeringException(
                        "there is an export '" + name + "' already: choose another name, or remove it");
            }
            serving.goOver(new AddedExport(name, members, parameters, options).to(now, file, serving.schemas()));
            return "added " + name + ", made of " + members(name);
        });
    }

    String remove(String name, String mode) throws SteeringException {
        return serving.change("export remove " + name, () -> {
            Configuration now = serving.configuration();
            RemovedExport removed = RemovedExport.of(name, mode, now);
            serving.goOver(removed.prepared(now));
            serving.goOver(removed.from(now));
            return "removed " + name + " (" + mode + ")";
        });
    }

    String drain(String export, Duration grace) throws SteeringException {
        return serving.attempt("drain " + export, () -> {
            requireKnown(export);
            Drained drained = serving.exporting().drain(export, grace);
            serving.removeOrphans();
            return switch (drained) {
                case RETIRED -> "nothing of '" + export + "' is retiring any more";
                case SERVED -> "the connections of '" + export + "' have ended; it is served on";
                case STUCK ->
                    throw new SteeringException("a call of '" + export
                            + "' does not return although its connections were closed and it was interrupted; it is"
                            + " abandoned, and platterctl exports shows what it does");
                case HELD ->
                    throw new SteeringException("a call of '" + export
                            + "' does not return although its connections were closed, and is not interrupted, since"
                            + " others may use the same disk: remove the export or deploy another version, and drain it"
                            + " again");
            };
        });
    }
}
