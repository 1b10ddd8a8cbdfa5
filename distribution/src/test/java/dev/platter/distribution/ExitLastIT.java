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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server ends with its last client, and not before the first one. */
@Needs({"nbdsh", "nbdinfo"})
class ExitLastIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    /** One client leaves in the negotiation, and the other after it has read. */
    @ParameterizedTest
    @ValueSource(strings = {"nbdinfo --size @", "nbdsh -u @ -c h.pread(512,0)"})
    void serverEndsWithStatusZeroAfterItsLastClient(String client) throws IOException, InterruptedException {
        Path socket = platter.folder().resolve("disk.sock");
        Process server = platter.startInTerminal(
                Map.of(), "platter", "-f", "-v", "--filter=exitlast", "-U", socket.toString(), "memory", "1M");
        try (BufferedReader said = server.errorReader()) {
            String uri = "nbd+unix://?socket=" + socket;
            assertTrue(said.lines().anyMatch(line -> line.endsWith("NBD URI: " + uri)), "it did not start");
            // Who only looks at the list opens nothing.
            Peer.require("nbdsh").run("-c", """
                h.set_opt_mode(True)
                h.connect_uri('%s')
                print(h.opt_list(lambda name, description: 0))
                h.opt_abort()
                """.formatted(uri)).success();
            assertTrue(server.isAlive());

            List<String> words = List.of(client.replace("@", uri).split(" "));
            Peer.require(words.getFirst())
                    .run(words.subList(1, words.size()).toArray(String[]::new))
                    .success();

            String rest = String.join("\n", said.lines().toList());
            assertEquals(0, server.waitFor(), rest);
            assertTrue(rest.contains("the last client has gone"), rest);
            assertTrue(Files.notExists(socket), rest);
        } finally {
            server.destroyForcibly();
        }
    }
}
