// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.host.RefusedException;
import dev.platter.server.steering.ExportStatus;
import dev.platter.testkit.server.VersionedJar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plugin whose stop does not return, after its clients have moved to a newer one, or before it had any. */
@Timeout(60)
class HungStopIT {
    private static final String ONE = held("one", "");

    @TempDir
    private Path folder;

    @Test
    void laterDeploymentsDoNotWaitForAHungStop() throws Exception {
        try (ServerSocket port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                RunningDaemon daemon = new RunningDaemon(folder)) {
            held("1.0.0").writeTo(daemon.deploy().resolve("held.jar"));
            daemon.configure("[export.one]\nupgrade = \"live\"\n[export.one.plugin]\nuse = \"held\"\n"
                            + "parameters = { stopping = " + port.getLocalPort() + " }\n")
                    .start();
            try (NbdClient client = daemon.connect("one")) {
                daemon.server().install(held("1.1.0").writeTo(folder.resolve("held.jar")));
                try (Socket stopping = port.accept()) {
                    assertEquals(List.of("held@1.1.0"), daemon.members("one"));
                    assertEquals(0, DeployIT.read(client, 0));
                    daemon.server().addExport("more", List.of("held"), List.of(), Map.of());
                    daemon.connect("more").close();
                    assertEquals(List.of("serving", "serving", "retiring"), states(daemon));
                    stopping.getOutputStream().write(1);
                }
                RunningDaemon.await(() -> daemon.server().exports().size() == 2);
            }
            Thread.ofVirtual().start(() -> letThrough(port));
        }
    }

    @Test
    void laterChangesDoNotWaitForANewChainWhoseChangeHasFailed() throws Exception {
        try (ServerSocket port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                RunningDaemon daemon = serving()) {
            daemon.configure(
                    ONE + held("two", "stopping = " + port.getLocalPort()) + held("bad", "failure = \"broken\""));
            goesOnWhileANewChainHangs(daemon, port, "broken");
        }
    }

    @Test
    void laterChangesDoNotWaitForANewChainThatIsNoReplacement() throws Exception {
        try (ServerSocket port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                RunningDaemon daemon = serving();
                NbdClient client = daemon.connect("one")) {
            daemon.configure("[export.one]\nupgrade = \"live\"\n"
                    + held("one", "size = 4096, stopping = " + port.getLocalPort()));
            goesOnWhileANewChainHangs(daemon, port, "1048576");
            assertEquals(0, DeployIT.read(client, 0));
        }
    }

    @Test
    void oneHungStopDoesNotDelayThoseOfOtherExportsAtTheEnd() throws Exception {
        try (ServerSocket first = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ServerSocket second = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                RunningDaemon daemon = new RunningDaemon(folder)) {
            held("1.0.0").writeTo(daemon.deploy().resolve("held.jar"));
            daemon.configure(held("one", "stopping = " + first.getLocalPort())
                            + held("two", "stopping = " + second.getLocalPort()))
                    .start();
            first.setSoTimeout(20_000);
            second.setSoTimeout(20_000);
            Thread end = Thread.ofPlatform().daemon().start(daemon::close);
            try (Socket one = first.accept();
                    Socket two = second.accept()) {
                one.getOutputStream().write(1);
                two.getOutputStream().write(1);
            }
            end.join();
        }
    }

    @Test
    void aServerEndsWithoutAnExportWhoseStopHangsLongerThanItsGrace() throws Exception {
        try (ServerSocket port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            RunningDaemon daemon = new RunningDaemon(folder);
            held("1.0.0").writeTo(daemon.deploy().resolve("held.jar"));
            daemon.configure("grace = \"1s\"\n", held("one", "stopping = " + port.getLocalPort()) + held("two", ""))
                    .start();
            Thread end = Thread.ofPlatform().daemon().start(daemon::close);
            end.join(20_000);
            assertFalse(end.isAlive());
            assertEquals(
                    List.of("server: export 'one' has not stopped within 1000 ms: the server ends without waiting for"
                            + " it"),
                    daemon.complaints());
            letThrough(port);
        }
    }

    private static String held(String export, String parameters) {
        return "[export." + export + ".plugin]\nuse = \"held\"\nparameters = { " + parameters + " }\n";
    }

    private RunningDaemon serving() throws Exception {
        RunningDaemon daemon = new RunningDaemon(folder);
        held("1.0.0").writeTo(daemon.deploy().resolve("held.jar"));
        daemon.configure(ONE).start();
        return daemon;
    }

    private static void goesOnWhileANewChainHangs(RunningDaemon daemon, ServerSocket port, String why)
            throws Exception {
        String refusal = assertThrows(
                        RefusedException.class, () -> daemon.server().reload(false))
                .getMessage();
        assertTrue(refusal.contains(why), refusal);
        try (Socket stopping = port.accept()) {
            daemon.server().addExport("more", List.of("held"), List.of(), Map.of());
            daemon.connect("more").close();
            assertEquals(List.of("serving", "serving", "retiring"), states(daemon));
            stopping.getOutputStream().write(1);
        }
        RunningDaemon.await(() -> states(daemon).equals(List.of("serving", "serving")));
    }

    private static List<String> states(RunningDaemon daemon) {
        return daemon.server().exports().stream().map(ExportStatus::state).toList();
    }

    private static VersionedJar held(String version) throws IOException {
        return VersionedJar.plugin(
                "held", version, List.of(HeldPlugin.class, HeldPlugin.Config.class, HeldPlugin.Zeroes.class));
    }

    private static void letThrough(ServerSocket port) {
        try (Socket stopping = port.accept()) {
            stopping.getOutputStream().write(1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
