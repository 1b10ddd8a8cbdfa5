// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.client.NbdUri;
import dev.platter.peers.Needs;
import dev.platter.peers.PeerServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With commands that every system has in place of file(1). */
@Needs("nbdkit")
class ContentProbeIT {
    private static Optional<String> contentOf(PeerServer server, String... command) throws Exception {
        return new ContentProbe(List.of(command)).contentOf(NbdUri.unix(server.socket(), ""));
    }

    @Test
    void firstMebibyteIsProbed() throws Exception {
        try (PeerServer server = PeerServer.nbdkit("memory", "10M")) {
            assertEquals(Optional.of("1048576"), contentOf(server, "wc", "-c"));
        }
        try (PeerServer server = PeerServer.nbdkit("memory", "1000")) {
            assertEquals(Optional.of("1000"), contentOf(server, "wc", "-c"));
        }
        try (PeerServer server = PeerServer.nbdkit("memory", "0")) {
            assertEquals(Optional.of("0"), contentOf(server, "wc", "-c"));
        }
    }

    @Test
    void aServerIsAskedForNoMoreThanItGives() throws Exception {
        try (PeerServer server = PeerServer.nbdkit(
                "--filter=blocksize-policy",
                "memory",
                "10M",
                "blocksize-minimum=512",
                "blocksize-preferred=4096",
                "blocksize-maximum=64K",
                "blocksize-error-policy=error")) {
            assertEquals(Optional.of("65536"), contentOf(server, "wc", "-c"));
        }
    }

    @Test
    void commandMayStopReadingBeforeTheEnd() throws Exception {
        try (PeerServer server = PeerServer.nbdkit("memory", "10M")) {
            assertEquals(Optional.of("enough"), contentOf(server, "echo", "enough"));
        }
    }

    @Test
    void contentIsEmptyWithoutTheCommandOrItsAnswer() throws Exception {
        try (PeerServer server = PeerServer.nbdkit("memory", "10M")) {
            assertEquals(Optional.empty(), contentOf(server, "no-such-command-anywhere"));
            assertEquals(Optional.empty(), contentOf(server, "false"));
        }
    }
}
