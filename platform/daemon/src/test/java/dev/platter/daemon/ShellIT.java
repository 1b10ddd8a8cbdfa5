// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.control.ControlServer;
import dev.platter.memory.MemoryPlugin;
import dev.platter.nothing.NullPlugin;
import dev.platter.server.bundles.BundleStatus;
import dev.platter.testkit.server.VersionedJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code platterctl shell} with a server that has bundles. */
@Timeout(120)
class ShellIT {
    @TempDir
    private Path folder;

    private RunningDaemon daemon;
    private ControlServer control;

    @BeforeEach
    void start() throws Exception {
        daemon = new RunningDaemon(folder, MemoryPlugin.class, NullPlugin.class);
        daemon.configure("[export.ram.plugin]\nuse = \"memory\"\nparameters = { size = \"4M\" }\n")
                .start();
        control = ControlServer.start(folder.resolve("control"), daemon.server(), System.getLogger("shell-test"));
    }

    @AfterEach
    void stop() throws IOException {
        control.close();
        daemon.close();
    }

    private Platterctl platterctl(String... words) {
        return Platterctl.at(folder.resolve("control"), "", words);
    }

    private String output(String command) {
        Platterctl run = platterctl("shell", command);
        assertEquals("", run.err());
        assertEquals(0, run.status());
        return run.out();
    }

    private ShellSession session() throws IOException {
        return ShellSession.with(folder.resolve("control"));
    }

    private void deploy(String version) throws Exception {
        daemon.server()
                .install(VersionedJar.of(MemoryPlugin.class, version)
                        .writeTo(folder.resolve("memory-" + version + ".jar")));
        assertEquals(
                List.of("memory@" + version),
                daemon.server().exports().getFirst().members());
    }

    @Test
    void theShellListsDeployedBundlesWithTheirVersions() throws Exception {
        deploy("1.7.0");
        assertTrue(output("lb").matches("(?s).*Active *\\|[^\n]*memory \\(1\\.7\\.0\\).*"), output("lb"));
        assertEquals(
                1,
                output("lb | grep 1.7.0")
                        .lines()
                        .filter(line -> line.contains("memory"))
                        .count());
    }

    @Test
    void gogoIsNotListedAsAPluginOrFilter() throws Exception {
        output("lb");
        assertEquals(
                List.of("memory", "null"),
                daemon.server().bundles().stream()
                        .map(BundleStatus::name)
                        .sorted()
                        .toList());
    }

    @Test
    void aScriptIsRunAndItsFailureTold() {
        Path socket = folder.resolve("control");
        assertEquals(new Platterctl(0, "4\n4\n", ""), Platterctl.at(socket, "x = 4\necho $x\n", "shell"));
        assertEquals(
                new Platterctl(1, "a\n", "platterctl: there is no command 'nosuch': 'help' lists the commands\n"),
                Platterctl.at(socket, "echo a\nnosuch\necho b\n", "shell"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop 0", "uninstall 0", "update 0", "refresh 0", "exit", "shutdown", "gosh"})
    void noCommandOfTheShellEndsTheServer(String command) throws Exception {
        Platterctl run = platterctl("shell", command);
        assertEquals(command.equals("exit") ? 0 : 1, run.status(), run.err());
        assertEquals(command.endsWith(" 0"), run.err().contains("'platterctl stop' ends the server"), run.err());
        // The framework still works.
        deploy("1.7.0");
        try (NbdClient client = daemon.connect("ram")) {
            assertEquals(0, DeployIT.read(client, 0));
        }
    }

    @Test
    void sessionsAreIndependent() throws Exception {
        try (ShellSession one = session();
                ShellSession other = session()) {
            one.ask("x = one");
            other.ask("x = other");
            assertEquals("one\n", one.ask("echo $x"));
            assertEquals("other\n", other.ask("echo $x"));
        }
    }

    @Test
    void aClientThatVanishesLeavesNoThread() throws Exception {
        try (ShellSession session = session()) {
            session.send("while { true } { }");
            RunningDaemon.await(() -> threads() > 1);
        }
        RunningDaemon.await(() -> threads() == 0);
    }

    @Test
    void theEndOfTheServerEndsRunningCommands() throws Exception {
        try (ShellSession session = session()) {
            session.send("while { true } { }");
            RunningDaemon.await(() -> threads() > 1);
            control.close();
            daemon.close();
            RunningDaemon.await(() -> threads() == 0);
        }
    }

    /** The number of threads with Gogo's names. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(session-|pipe-|job controller ).*"))
                .count();
    }
}
