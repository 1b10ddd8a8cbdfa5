// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.engine.parameters.Suggestion;
import dev.platter.server.definition.ServerDefinition.ServerSettings;
import dev.platter.server.definition.Words;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** Completes the table {@code [server]}, and refuses contradictions in it. */
final class ServerChecks {
    private final StrictTable table;
    private final ServerSettings settings;

    private ServerChecks(StrictTable table, ServerSettings settings) {
        this.table = table;
        this.settings = settings;
    }

    static ServerChecks of(StrictTable table) {
        ServerSettings settings = TableReader.read(ServerSettings.class, table);
        Path state = settings.state().orElseThrow();
        return new ServerChecks(table, settings.withDeploy(settings.deploy().orElseGet(() -> state.resolve("deploy"))));
    }

    ServerSettings settings() {
        return settings;
    }

    void checkFolders() {
        Path state = settings.state().orElseThrow();
        Path deploy = settings.deploy().orElseThrow();
        if (deploy.equals(state)) {
            table.complain(
                    table.has("deploy") ? "deploy" : "state",
                    "deploy and state are both " + state
                            + ", but bundles may not be dropped among the server's own files; name another folder");
        }
        if (settings.bundles().contains(deploy)) {
            table.complain(
                    "bundles",
                    "bundles names the deploy folder " + deploy + ", which is searched anyway; remove it from bundles");
        }
    }

    void checkDefaultExport(Collection<String> defined) {
        Optional<String> name = settings.defaultExport();
        if (name.isEmpty() || defined.contains(name.get())) {
            return;
        }
        String guess = Suggestion.nearest(name.get(), defined)
                .map(near -> "did you mean " + Words.quoted(near) + "?")
                .orElse("add [export." + name.get() + "], or name an export that exists");
        table.complain(
                "default-export",
                "default-export is " + Words.written(name.get()) + ", but there is no such export; " + guess);
    }
}
