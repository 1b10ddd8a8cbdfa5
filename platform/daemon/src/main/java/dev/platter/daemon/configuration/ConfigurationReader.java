// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.daemon.configuration.Listeners.Reach;
import dev.platter.daemon.configuration.PlatterToml.HttpTable;
import dev.platter.daemon.configuration.PlatterToml.SignaturesTable;
import dev.platter.daemon.configuration.PlatterToml.TlsTable;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.definition.PlacedDefinition.ExportPositions;
import dev.platter.server.definition.PlacedDefinition.Position;
import dev.platter.server.definition.ServerDefinition;
import dev.platter.server.definition.ServerDefinition.HttpDefinition;
import dev.platter.server.definition.ServerDefinition.ServerLimits;
import dev.platter.server.definition.ServerDefinition.ServerSettings;
import dev.platter.server.definition.ServerDefinition.SignaturePolicy;
import dev.platter.server.definition.ServerDefinition.TlsDefinition;
import dev.platter.server.definition.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the tables of all files, and checks them against each other. */
final class ConfigurationReader {
    private final Sources sources;
    private final Complaints complaints;
    private final Map<String, ExportDefinition> exports = new LinkedHashMap<>();
    private final Map<String, ExportPositions> positions = new LinkedHashMap<>();
    private final Map<String, Position> defined = new LinkedHashMap<>();

    private ConfigurationReader(Sources sources, Complaints complaints) {
        this.sources = sources;
        this.complaints = complaints;
    }

    static PlacedDefinition read(Sources sources, Complaints complaints) {
        return new ConfigurationReader(sources, complaints).read();
    }

    private PlacedDefinition read() {
        StrictTable main = sources.main();
        ServerChecks server = ServerChecks.of(main.table("server"));
        server.checkFolders();
        ServerSettings settings = server.settings();
        ServerLimits limits = TableReader.read(ServerLimits.class, main.table("limits"));
        Optional<HttpDefinition> http = main.existing("http")
                .map(table -> TableReader.read(HttpTable.class, table).definition(table));
        Optional<SignaturePolicy> signatures = main.existing("signatures")
                .flatMap(table -> TableReader.read(SignaturesTable.class, table).policy(table));

        int before = complaints.count();
        Optional<TlsDefinition> tls = main.existing("tls")
                .flatMap(table -> TableReader.read(TlsTable.class, table).definition(table));
        Listeners listeners = new Listeners(settings.control().orElseThrow(), http, main.has("tls"), complaints);
        for (StrictTable file : sources.all()) {
            file.tables("listen").forEach(listeners::add);
        }
        boolean reliable = sources.complete() && complaints.count() == before;
        Reach reach = reliable ? Reach.of(listeners.definitions(), tls) : Reach.ANY;

        for (StrictTable file : sources.all()) {
            file.named("export").forEach((name, table) -> export(name, table, settings.threads(), reach));
        }
        if (sources.complete()) {
            server.checkDefaultExport(defined.keySet());
        }
        return new PlacedDefinition(
                new ServerDefinition(
                        settings,
                        limits,
                        listeners.definitions(),
                        tls,
                        http,
                        signatures,
                        HandshakePolicy.DEFAULT,
                        false,
                        exports),
                positions);
    }

    private void export(String name, StrictTable table, int threads, Reach reach) {
        Position earlier = defined.putIfAbsent(name, table.position());
        if (earlier != null) {
            table.complain("export " + Words.written(name) + " is already defined at " + earlier + "; rename or"
                    + " remove one of the two");
        }
        ExportDefinition export =
                TableReader.read(ExportDefinition.class, table, Map.of("name", name, "threads", threads));
        ExportChecks checks = new ExportChecks(table, export);
        checks.run(reach);
        exports.put(name, export);
        positions.put(name, checks.positions());
    }
}
