// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OSGi shell in the archive: {@code platterd} finds its jars, and {@code platter} does not load them. */
class ShellIT {
    private static final String CONFIGURATION = """
        [server]
        state = "state"
        deploy = "deploy"
        control = "control"
        [[listen]]
        unix = "socket"
        tls = "off"
        [export.zero.plugin]
        use = "null"
        parameters = { size = "1M" }
        """;

    @TempDir
    private Path folder;

    @Test
    void theServerHasAShell() throws IOException, InterruptedException {
        Tarball tarball = Tarball.unpack(folder);
        Files.createDirectory(folder.resolve("deploy"));
        Path file = Files.writeString(folder.resolve("platter.toml"), CONFIGURATION);
        Process server =
                new ProcessBuilder(tarball.command("platterd").toString(), "--config", file.toString()).start();
        try (BufferedReader log = server.errorReader()) {
            assertTrue(log.lines().anyMatch(line -> line.contains(" server: ready: ")), "it does not start");
            Outcome listed = Peer.at(tarball.command("platterctl"))
                    .run("--socket", folder.resolve("control").toString(), "shell", "lb | grep plugin-null");
            assertTrue(listed.out().contains("Active"), listed.out() + listed.err());
            assertEquals(0, listed.status());
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    @Test
    void platterHasNoShell() throws IOException {
        try (Stream<Path> files = Files.list(Tarball.unpack(folder).home().resolve("lib"))) {
            assertEquals(
                    List.of(),
                    files.filter(it -> it.toString().contains("gogo")).toList());
        }
    }
}
