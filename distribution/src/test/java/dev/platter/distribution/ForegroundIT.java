// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server without {@code --run} runs until a signal stops it, which it does in good order even with clients connected. */
@Needs("nbdsh")
class ForegroundIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    @ParameterizedTest
    @ValueSource(strings = {"-TERM", "-INT"})
    void signalEndsTheServerAlthoughAClientIsConnected(String signal) throws IOException, InterruptedException {
        Path socket = platter.folder().resolve("disk.sock");
        Process server =
                platter.startInTerminal(Map.of(), "platter", "-f", "-v", "-U", socket.toString(), "memory", "1M");
        try (BufferedReader said = server.errorReader()) {
            String uri = "nbd+unix://?socket=" + socket;
            assertTrue(said.lines().anyMatch(line -> line.endsWith("NBD URI: " + uri)), "it did not start");
            Process client = Peer.require("nbdsh").start("-u", uri, "-c", """
                import sys
                print(h.pread(4, 0), flush=True)
                sys.stdin.read()
                """);
            assertEquals(
                    "bytearray(b'\\x00\\x00\\x00\\x00')", client.inputReader().readLine());

            Peer.require("sh").run("-c", "kill " + signal + " " + server.pid()).success();
            String rest = String.join("\n", said.lines().toList());
            assertEquals(0, server.waitFor(), rest);
            assertTrue(Files.notExists(socket), rest);
            client.getOutputStream().close();
            client.waitFor();
        } finally {
            server.destroyForcibly();
        }
    }
}
