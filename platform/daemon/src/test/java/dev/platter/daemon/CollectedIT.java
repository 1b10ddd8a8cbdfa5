// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.platter.client.NbdClient;
import dev.platter.control.ControlServer;
import dev.platter.host.RefusedException;
import dev.platter.memory.MemoryPlugin;
import dev.platter.nothing.NullPlugin;
import dev.platter.offset.OffsetFilter;
import dev.platter.testkit.server.VersionedJar;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The classes of a bundle that was replaced under load, or refused, are collected. */
@Timeout(120)
@Isolated("counts the class loaders of the whole process")
class CollectedIT {
    private static final String EXPORTS = """
        [export.ram.plugin]
        use = "memory"
        parameters = { size = "4M" }
        [[export.ram.filter]]
        use = "offset"
        parameters = { offset = "1M" }
        [export.zero.plugin]
        use = "null"
        parameters = { size = "1M" }
        """;

    @TempDir
    private Path folder;

    private RunningDaemon daemon;

    @BeforeEach
    void prepare() throws IOException, RefusedException {
        daemon = new RunningDaemon(folder, MemoryPlugin.class, NullPlugin.class, OffsetFilter.class);
        daemon.configure(EXPORTS).start();
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void noClassOfAReplacedBundleIsLeft() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<?> client = CompletableFuture.runAsync(() -> use(enough));
        round(1, 4);
        round(5, 30);
        // One loader for each of the three bundles, and perhaps one for a chain that the client is about to leave.
        RunningDaemon.await(() -> loaders() <= 4);
        enough.set(true);
        client.get();
        assertEquals(2, daemon.server().exports().size());
    }

    @Test
    void aClientThatStaysKeepsOnlyItsOwnVersion() throws Exception {
        try (NbdClient client = daemon.connect("zero")) {
            for (int version = 1; version <= 4; version++) {
                String text = "1." + version + ".0";
                VersionedJar.of(NullPlugin.class, text).writeTo(daemon.deploy().resolve("null.jar"));
                RunningDaemon.await(() -> daemon.members("zero").equals(List.of("null@" + text)));
            }
            // One loader for each of the three bundles, and the client's.
            RunningDaemon.await(() -> loaders() <= 4);
            assertEquals(0, DeployIT.read(client, 0));
            daemon.server().upgrade("zero", true);
            RunningDaemon.await(() -> loaders() <= 3);
            assertEquals(0, DeployIT.read(client, 0));
        }
    }

    @Test
    void aBundleIsCollectedAlthoughASessionOfTheShellThatInspectedItGoesOn() throws Exception {
        Path socket = folder.resolve("control");
        try (ControlServer _ = ControlServer.start(socket, daemon.server(), System.getLogger("shell-test"));
                ShellSession session = ShellSession.with(socket)) {
            session.ask("lb");
            long before = loaders();
            daemon.server()
                    .install(VersionedJar.of(NullPlugin.class, "1.7.0").writeTo(folder.resolve("null-1.7.0.jar")));
            String id = session.ask("lb | grep 1.7.0").strip().split("[| ]")[0];
            for (String look : List.of("bundle ", "headers ", "inspect cap * ", "services ")) {
                session.ask(look + id);
            }
            session.ask("(bundle " + id + ") loadClass dev.platter.nothing.NullPlugin");
            daemon.server()
                    .install(VersionedJar.of(NullPlugin.class, "1.8.0").writeTo(folder.resolve("null-1.8.0.jar")));
            daemon.server().uninstall("null", Optional.of("1.7.0"));
            RunningDaemon.await(() -> loaders() <= before);
            assertFalse(session.ask("lb").contains("1.7.0"));
        }
    }

    /**
     * Deploys versions one after the other, each when the one before is served. After every third, a broken jar is deployed,
     * which is refused.
     */
    private void round(int from, int to) throws Exception {
        for (int version = from; version <= to; version++) {
            String text = "1." + version + ".0";
            VersionedJar.of(MemoryPlugin.class, text).writeTo(daemon.deploy().resolve("memory.jar"));
            VersionedJar.of(OffsetFilter.class, text).writeTo(daemon.deploy().resolve("offset.jar"));
            VersionedJar.of(NullPlugin.class, text).writeTo(daemon.deploy().resolve("null.jar"));
            RunningDaemon.await(() -> members().equals(List.of("offset@" + text, "memory@" + text)));
            if (version % 3 == 0) {
                VersionedJar.of(MemoryPlugin.class, "9.0.0", "Import-Package", "no.such.thing")
                        .writeTo(daemon.deploy().resolve("broken.jar"));
            }
        }
    }

    private List<String> members() {
        return daemon.server().exports().getFirst().members();
    }

    private void use(AtomicBoolean enough) {
        try (NbdClient client = daemon.connect("ram")) {
            for (int i = 0; !enough.get(); i++) {
                DeployIT.write(client, i % 256 * 4096L, i);
                assertEquals(i, DeployIT.read(client, i % 256 * 4096L));
                try (NbdClient other = daemon.connect("zero")) {
                    assertEquals(0, DeployIT.read(other, 0));
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The number of reachable class loaders of bundles, as the virtual machine counts them. */
    private static long loaders() {
        try {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            return histogram
                    .lines()
                    .filter(line -> line.contains("BundleClassLoader"))
                    .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[1]))
                    .sum();
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }
}
