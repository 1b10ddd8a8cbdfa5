// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.ExportPositions;
import dev.platter.server.definition.HttpDefinition;
import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.definition.Position;
import dev.platter.server.definition.ServerDefinition;
import dev.platter.server.definition.ServerSettings;
import dev.platter.server.definition.SignaturePolicy;
import dev.platter.server.definition.TlsDefinition;
import dev.platter.server.definition.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the tables of all files, and compares what one says with what the others say. */
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
        Table main = sources.main();
        ServerReader server = new ServerReader(main.table("server", Section.SERVER));
        ServerSettings settings = server.settings(main.table("limits", Section.LIMITS));
        int threads = server.threads();
        Optional<HttpDefinition> http = main.existing("http", Section.HTTP).flatMap(HttpReader::read);
        Optional<SignaturePolicy> signatures =
                main.existing("signatures", Section.SIGNATURES).flatMap(SignatureReader::read);

        int before = complaints.count();
        Optional<TlsDefinition> tls = main.existing("tls", Section.TLS).flatMap(TlsReader::read);
        Listeners listeners = new Listeners(settings.control().orElseThrow(), http, main.has("tls"), complaints);
        for (Table file : sources.all()) {
            file.tables("listen", Section.LISTEN).forEach(listeners::add);
        }
        boolean reliable = sources.complete() && complaints.count() == before;
        Reach reach = reliable ? Reach.of(listeners.definitions(), tls) : Reach.ANY;

        ExportReader reader = new ExportReader(threads, reach);
        for (Table file : sources.all()) {
            file.named("export", Section.EXPORT).forEach((name, table) -> export(reader, name, table));
        }
        if (sources.complete()) {
            settings.defaultExport().ifPresent(name -> server.checkDefaultExport(name, defined.keySet()));
        }
        return new PlacedDefinition(
                new ServerDefinition(
                        settings,
                        listeners.definitions(),
                        tls,
                        http,
                        signatures,
                        HandshakePolicy.DEFAULT,
                        false,
                        exports),
                positions);
    }

    private void export(ExportReader reader, String name, Table table) {
        Position earlier = defined.putIfAbsent(name, table.position());
        if (earlier != null) {
            table.complain("export " + Words.written(name) + " is defined at " + earlier
                    + " already; rename or remove one of the two");
        }
        ReadMember plugin = reader.plugin(name, table);
        List<ReadMember> filters = reader.filters(table);
        exports.put(
                name,
                reader.definition(
                        name,
                        table,
                        plugin.definition(),
                        filters.stream().map(ReadMember::definition).toList()));
        positions.put(
                name,
                new ExportPositions(
                        table.position(),
                        plugin.positions(),
                        filters.stream().map(ReadMember::positions).toList()));
    }
}
