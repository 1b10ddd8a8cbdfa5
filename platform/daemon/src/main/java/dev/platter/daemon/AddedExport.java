// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import dev.platter.api.parameters.KeyValue;
import dev.platter.daemon.configuration.AccessRules;
import dev.platter.daemon.configuration.Configuration;
import dev.platter.daemon.configuration.ExportDefinition;
import dev.platter.daemon.configuration.ExportLimits;
import dev.platter.daemon.configuration.ExportPositions;
import dev.platter.daemon.configuration.MemberDefinition;
import dev.platter.daemon.configuration.MemberPositions;
import dev.platter.daemon.configuration.Position;
import dev.platter.daemon.configuration.RemovalMode;
import dev.platter.daemon.configuration.UpgradeMode;
import dev.platter.daemon.exports.ExportException;
import dev.platter.daemon.exports.Schemas;
import dev.platter.daemon.steering.SteeringException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration with one more export, which a command has asked for. */
record AddedExport(String name, List<String> members, List<String> words, Map<String, String> options) {
    private static final int THREADS = 16;

    Configuration to(Configuration configuration, Path file, Schemas schemas)
            throws ExportException, SteeringException {
        if (name.isEmpty() || members.isEmpty()) {
            throw new SteeringException("an export has a name, and at least a plugin");
        }
        List<List<KeyValue>> parameters = schemas.distribute(members, words);
        List<MemberDefinition> chain = new ArrayList<>();
        List<MemberPositions> places = new ArrayList<>();
        Position here = new Position(file, 0, 0);
        for (int i = 0; i < members.size(); i++) {
            chain.add(new MemberDefinition(members.get(i), parameters.get(i)));
            places.add(new MemberPositions(here, Map.of()));
        }
        return configuration.with(
                definition(chain), new ExportPositions(here, places.getLast(), places.subList(0, places.size() - 1)));
    }

    private ExportDefinition definition(List<MemberDefinition> chain) {
        return new ExportDefinition(
                name,
                Optional.ofNullable(options.get("description")),
                chain.getLast(),
                chain.subList(0, chain.size() - 1),
                isSet("read-only"),
                false,
                isSet("tls"),
                THREADS,
                UpgradeMode.AUTO,
                RemovalMode.HIDE,
                AccessRules.EVERYBODY,
                ExportLimits.NONE);
    }

    private boolean isSet(String option) {
        return Boolean.parseBoolean(options.getOrDefault(option, "false"));
    }
}
