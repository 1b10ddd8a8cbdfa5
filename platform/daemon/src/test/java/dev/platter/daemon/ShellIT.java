// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.platter.client.NbdClient;
import dev.platter.control.ControlServer;
import dev.platter.control.line.JsonText;
import dev.platter.control.line.LineChannel;
import dev.platter.memory.MemoryPlugin;
import dev.platter.nothing.NullPlugin;
import dev.platter.server.bundles.BundleStatus;
import dev.platter.testkit.server.VersionedJar;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

    /** Opens a connection to the control socket that stays open. */
    private LineChannel session() throws IOException {
        return new LineChannel(SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("control"))), 1 << 20);
    }

    private static void send(LineChannel session, String text) throws IOException {
        var arguments = new JsonObject();
        arguments.addProperty("text", text);
        var request = new JsonObject();
        request.addProperty("id", 1);
        request.addProperty("command", "shell");
        request.add("arguments", arguments);
        session.write(JsonText.of(request));
    }

    private static String ask(LineChannel session, String text) throws IOException {
        send(session, text);
        JsonObject result =
                JsonText.object(session.read().orElseThrow()).orElseThrow().getAsJsonObject("result");
        assertTrue(result.get("problem").isJsonNull(), result.toString());
        return result.get("output").getAsString();
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
        try (LineChannel one = session();
                LineChannel other = session()) {
            ask(one, "x = one");
            ask(other, "x = other");
            assertEquals("one\n", ask(one, "echo $x"));
            assertEquals("other\n", ask(other, "echo $x"));
        }
    }

    @Test
    void aClientThatVanishesLeavesNoThread() throws Exception {
        try (LineChannel session = session()) {
            send(session, "while { true } { }");
            RunningDaemon.await(() -> threads() > 1);
        }
        RunningDaemon.await(() -> threads() == 0);
    }

    @Test
    void theEndOfTheServerEndsRunningCommands() throws Exception {
        try (LineChannel session = session()) {
            send(session, "while { true } { }");
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

    @Test
    void anInspectedBundleIsCollectedAlthoughTheSessionGoesOn() throws Exception {
        long before = CollectedIT.loaders();
        try (LineChannel session = session()) {
            deploy("1.7.0");
            String id = ask(session, "lb | grep 1.7.0").strip().split("[| ]")[0];
            for (String look : List.of("bundle ", "headers ", "inspect cap * ", "services ")) {
                ask(session, look + id);
            }
            ask(session, "(bundle " + id + ") loadClass dev.platter.memory.MemoryPlugin");
            deploy("1.8.0");
            daemon.server().uninstall("memory", Optional.of("1.7.0"));
            RunningDaemon.await(() -> CollectedIT.loaders() <= before);
            assertFalse(ask(session, "lb").contains("1.7.0"));
        }
    }
}
