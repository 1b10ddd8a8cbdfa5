// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.engine.parameters.Suggestion;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.LogFormat;
import dev.platter.server.definition.ServerSettings;
import dev.platter.server.definition.Words;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads {@code [server]}. */
final class ServerReader {
    private final Table table;

    ServerReader(Table table) {
        this.table = table;
    }

    ServerSettings settings(Table limits) {
        Path state = table.path("state").orElseGet(() -> absolute("/var/lib/platter"));
        Path deploy = table.path("deploy").orElseGet(() -> state.resolve("deploy"));
        List<Path> bundles = table.paths("bundles");
        checkFolders(state, deploy, bundles);
        return new ServerSettings(
                Optional.of(state),
                Optional.of(deploy),
                bundles,
                Optional.of(table.path("control").orElseGet(() -> absolute("/run/platter/control.sock"))),
                table.duration("grace").orElse(ServerSettings.DEFAULT_GRACE),
                table.choice("log", List.of(LogFormat.values())).orElse(LogFormat.TEXT),
                table.text("default-export"),
                limits.size("memory"));
    }

    private Path absolute(String path) {
        return table.folder().resolve(path).normalize();
    }

    private void checkFolders(Path state, Path deploy, List<Path> bundles) {
        if (deploy.equals(state)) {
            table.complain(
                    table.has("deploy") ? "deploy" : "state",
                    "deploy and state are both " + state
                            + ", but bundles may not be dropped among the server's own files; name another folder");
        }
        if (bundles.contains(deploy)) {
            table.complain(
                    "bundles",
                    "bundles names the deploy folder " + deploy + ", which is searched anyhow; remove it there");
        }
    }

    /** How many threads an export has that does not say. */
    int threads() {
        return table.number("threads", 1, ExportReader.MOST_THREADS).orElse(ExportDefinition.DEFAULT_THREADS);
    }

    void checkDefaultExport(String name, Collection<String> defined) {
        if (defined.contains(name)) {
            return;
        }
        String guess = Suggestion.nearest(name, defined)
                .map(near -> "did you mean " + Words.quoted(near) + "?")
                .orElse("add [export." + name + "], or name one that there is");
        table.complain(
                "default-export",
                "default-export is " + Words.written(name) + ", but there is no such export; " + guess);
    }
}
