package dev.platter.daemon;

import dev.platter.daemon.configuration.Configuration;
import dev.platter.daemon.configuration.ExportDefinition;
import dev.platter.daemon.configuration.RemovalMode;
import dev.platter.daemon.configuration.ServerDefinition;
import dev.platter.daemon.steering.SteeringException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A configuration without one of its exports. */
record RemovedExport(String name, String mode) {
    Configuration from(Configuration configuration) throws SteeringException {
        definition(configuration);
        Map<String, ExportDefinition> exports =
                new LinkedHashMap<>(configuration.server().exports());
        exports.remove(name);
        return with(configuration, exports);
    }

    /** The same configuration, with the way in which the export will go. */
    Configuration prepared(Configuration configuration) throws SteeringException {
        ExportDefinition old = definition(configuration);
        Map<String, ExportDefinition> exports =
                new LinkedHashMap<>(configuration.server().exports());
        exports.put(
                name,
                new ExportDefinition(
                        old.name(),
                        old.description(),
                        old.plugin(),
                        old.filters(),
                        old.readOnly(),
                        old.hidden(),
                        old.tlsRequired(),
                        old.threads(),
                        old.upgrade(),
                        removal(),
                        old.allow(),
                        old.limits()));
        return with(configuration, exports);
    }

    private ExportDefinition definition(Configuration configuration) throws SteeringException {
        ExportDefinition definition = configuration.server().exports().get(name);
        if (definition == null) {
            throw new SteeringException("there is no export '" + name + "': there are "
                    + String.join(", ", configuration.server().exports().keySet()));
        }
        return definition;
    }

    private RemovalMode removal() throws SteeringException {
        try {
            return RemovalMode.valueOf(mode.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new SteeringException("'" + mode + "' is no way to remove an export: use hide, soft or hard");
        }
    }

    private static Configuration with(Configuration configuration, Map<String, ExportDefinition> exports) {
        ServerDefinition server = configuration.server();
        return new Configuration(
                new ServerDefinition(
                        server.settings(),
                        server.listeners(),
                        server.tls(),
                        server.http(),
                        server.signatures(),
                        exports),
                configuration.positions());
    }
}
