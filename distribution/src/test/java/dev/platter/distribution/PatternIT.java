// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bytes of the plugin pattern. */
@Tag("same-in-both-modes")
class PatternIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    @Needs({"nbdkit", "nbdcopy"})
    @Test
    void patternIsThatOfNbdkit() throws IOException {
        Path ours = copy(platter.serve("pattern", "3000001").uri(), "ours");
        try (PeerServer nbdkit = PeerServer.nbdkit("pattern", "3000001")) {
            assertEquals(-1, Files.mismatch(copy(nbdkit.uri(""), "theirs"), ours), "the first byte that differs");
        }
        assertEquals(3000001, Files.size(ours));
    }

    @Needs("nbdsh")
    @Test
    void largestDiskHasThePatternToItsEnd() throws IOException {
        String end = "print(h.pread(8, h.get_size() - 15).hex())";
        String said = Peer.require("nbdsh")
                .run("-u", served("9223372036854775807"), "-c", end)
                .success();
        assertEquals("7ffffffffffffff0", said.strip());
    }

    @Needs("qemu-io")
    @Test
    void qemuFindsWhatItLooksFor() throws IOException {
        String found = Peer.require("qemu-io")
                .run("-r", "-f", "raw", "-c", "read -v 1048576 16", served("2M"))
                .success();
        assertTrue(found.contains("00 00 00 00 00 10 00 00 00 00 00 00 00 10 00 08"), found);
    }

    private String served(String size) throws IOException {
        return platter.serve("pattern", size).uri();
    }

    private Path copy(String uri, String name) {
        Path file = platter.folder().resolve(name);
        Peer.require("nbdcopy").run(uri, file.toString()).success();
        return file;
    }
}
