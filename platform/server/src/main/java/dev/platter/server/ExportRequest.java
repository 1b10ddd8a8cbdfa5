// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.KeyValue;
import dev.platter.engine.parameters.Schema;
import dev.platter.host.RefusedException;
import dev.platter.server.bundles.Members;
import dev.platter.server.definition.AccessRules;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.ExportDefinition.ExportLimits;
import dev.platter.server.definition.ExportDefinition.RemovalMode;
import dev.platter.server.definition.ExportDefinition.UpgradeMode;
import dev.platter.server.definition.MemberDefinition;
import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.definition.PlacedDefinition.ExportPositions;
import dev.platter.server.definition.PlacedDefinition.MemberPositions;
import dev.platter.server.definition.PlacedDefinition.Position;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An export that the words of a command line request, before the bundles tell which word belongs to which member.
 *
 * @param name the name that clients ask for; empty for the only export of a server, which clients get under every name
 * @param description the description for clients; empty if there is none
 * @param filters references of the filters, outermost first
 * @param plugin reference of the plugin
 * @param words {@code key=value}, or a word for the plugin's first parameter
 * @param readOnly whether clients may not write
 * @param tlsRequired whether the export is hidden from clients without TLS
 * @param threads how many requests wait for storage at a time, at least 1
 * @param limits how much of the server its clients may use
 */
public record ExportRequest(
        String name,
        Optional<String> description,
        List<String> filters,
        String plugin,
        List<String> words,
        boolean readOnly,
        boolean tlsRequired,
        int threads,
        ExportLimits limits) {
    /** Copies the lists. */
    public ExportRequest {
        filters = List.copyOf(filters);
        words = List.copyOf(words);
    }

    /** Logs which member gets which parameter, for debugging, in nbdkit's form; and how many requests they bear at a time. */
    void report(Members members, Function<String, System.Logger> loggers) throws RefusedException {
        List<List<KeyValue>> parameters = members.distribute(words);
        ThreadModel model = members.plugin().schema().threadModel();
        for (int i = parameters.size() - 1; i >= 0; i--) {
            Schema<?> schema = i < filters.size()
                    ? members.filters().get(i).schema()
                    : members.plugin().schema();
            for (KeyValue each : parameters.get(i)) {
                String value = schema.isSecret(each.key()) ? "***" : each.value();
                loggers.apply(schema.name()).log(Level.DEBUG, "config key=" + each.key() + ", value=" + value);
            }
            model = model.and(schema.threadModel());
        }
        loggers.apply("").log(Level.DEBUG, "using thread model: " + model.name().toLowerCase(Locale.ROOT));
    }

    /**
     * Adds this export to a definition.
     *
     * @param definition the definition so far
     * @param members the bundles that the request names, in use
     * @param here the place where the request was written
     * @throws RefusedException if a word belongs to no member
     */
    PlacedDefinition addTo(PlacedDefinition definition, Members members, Position here) throws RefusedException {
        List<List<KeyValue>> parameters = members.distribute(words);
        List<MemberDefinition.Filter> outer = new ArrayList<>();
        List<MemberPositions> places = new ArrayList<>();
        MemberPositions place = new MemberPositions(here, Map.of());
        for (int i = 0; i < filters.size(); i++) {
            outer.add(new MemberDefinition.Filter(filters.get(i), parameters.get(i)));
            places.add(place);
        }
        ExportDefinition export = new ExportDefinition(
                name,
                description,
                readOnly,
                false,
                tlsRequired ? ExportDefinition.Tls.REQUIRE : ExportDefinition.Tls.ON,
                threads,
                UpgradeMode.AUTO,
                RemovalMode.HIDE,
                new MemberDefinition.Plugin(plugin, parameters.getLast()),
                outer,
                AccessRules.EVERYBODY,
                limits);
        return definition.with(export, new ExportPositions(here, place, places));
    }
}
