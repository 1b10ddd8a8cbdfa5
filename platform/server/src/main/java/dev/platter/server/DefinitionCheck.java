// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.engine.export.ExportAccount;
import dev.platter.engine.export.Provisions;
import dev.platter.host.JarContent;
import dev.platter.host.RefusedException;
import dev.platter.host.deploy.DeployFolder;
import dev.platter.server.bundles.BundlePlan;
import dev.platter.server.bundles.DeployedBundles;
import dev.platter.server.bundles.Installation;
import dev.platter.server.calls.PluginCalls;
import dev.platter.server.definition.ServerDefinition;
import dev.platter.server.exports.Exporting;
import dev.platter.server.listeners.Credentials;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks whether a server could be started, without touching anything. */
public final class DefinitionCheck {
    private DefinitionCheck() {}

    /** Something that a server needs at its start and that can be checked beforehand. */
    @FunctionalInterface
    private interface Part {
        void look() throws RefusedException;
    }

    public static void run(Startup startup) throws RefusedException {
        ServerDefinition server = startup.definition().server();
        List<Part> parts = List.of(
                () -> requireSomething(server),
                () -> exports(startup),
                () -> Credentials.of(server.tls(), startup.loggers().apply("server")),
                () -> TrustStore.of(server.signatures()),
                () -> RequestMemory.check(server.limits()));
        List<String> complaints = new ArrayList<>();
        for (Part part : parts) {
            try {
                part.look();
            } catch (RefusedException e) {
                complaints.add(String.valueOf(e.getMessage()));
            }
        }
        if (!complaints.isEmpty()) {
            throw new RefusedException(String.join("\n", complaints));
        }
    }

    private static void requireSomething(ServerDefinition server) throws RefusedException {
        if (server.isEmpty()) {
            throw new RefusedException(
                    "the configuration has neither a [[listen]] nor an [export.NAME]: a server cannot"
                            + " start with it unless systemd hands over a socket, and a reload is refused");
        }
    }

    private static void exports(Startup startup) throws RefusedException {
        System.Logger log = startup.loggers().apply("server");
        try (Installation installation = Installation.open(
                startup.folders(),
                startup.cache(),
                startup.definition().server().limits().jars(),
                startup.loggers())) {
            DeployedBundles bundles = DeployedBundles.begin(
                    installation,
                    startup.settings().state(),
                    new PluginCalls(startup.settings().lifecycleTimeout()),
                    log);
            if (startup.settings().deploy().isPresent()) {
                deploy(startup, startup.settings().deploy().get(), bundles);
            }
            new Exporting(
                            installation,
                            RunningServer.PATIENCE,
                            new PluginCalls(startup.settings().lifecycleTimeout()),
                            startup.loggers(),
                            reason -> {},
                            name -> new ExportAccount(),
                            name -> new Provisions() {})
                    .check(startup.definition(), bundles.inventory());
        }
    }

    /** As at a start, the jars in the deploy folder are installed before exports are made, and refused jars are passed over. */
    private static void deploy(Startup startup, Path folder, DeployedBundles bundles) throws RefusedException {
        System.Logger log = startup.loggers().apply("server");
        try {
            bundles.require(TrustStore.of(startup.definition().server().signatures()));
        } catch (RefusedException e) {
            log.log(System.Logger.Level.DEBUG, "jars cannot be checked without the trust store");
            return;
        }
        for (Path jar : DeployFolder.jarsIn(folder)) {
            try {
                Optional<BundlePlan> plan = bundles.deploy(JarContent.read(
                        jar, startup.definition().server().limits().jars()));
                if (plan.isPresent()) {
                    bundles.keep(plan.get());
                }
            } catch (RefusedException e) {
                log.log(System.Logger.Level.WARNING, e.getMessage());
            }
        }
    }
}
