// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.client.NbdClient;
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

/** A plugin whose stop does not return, after its clients have moved to a newer one. */
@Timeout(60)
class HungStopIT {
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
                    assertEquals(
                            List.of("serving", "serving", "retiring"),
                            daemon.server().exports().stream()
                                    .map(it -> it.state())
                                    .toList());
                    stopping.getOutputStream().write(1);
                }
                RunningDaemon.await(() -> daemon.server().exports().size() == 2);
            }
            Thread.ofVirtual().start(() -> letThrough(port));
        }
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
