// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The block sizes that are reported to clients, and the disconnection after a write that is much too long. */
class BlockSizePolicyIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    @Needs("nbdinfo")
    @Test
    void clientsAreToldBlockSizes() throws IOException {
        String uri = platter.serve(
                        "--filter=blocksize-policy",
                        "memory",
                        "1M",
                        "blocksize-minimum=4K",
                        "blocksize-preferred=16K",
                        "blocksize-maximum=1M")
                .uri();
        String json = Peer.require("nbdinfo").run("--json", uri).success();
        for (String size : new String[] {"minimum\": 4096", "preferred\": 16384", "maximum\": 1048576"}) {
            assertTrue(json.contains("\"block_size_" + size), json);
        }
    }

    @Needs("nbdsh")
    @Test
    void tooLongWriteClosesOnlyItsOwnConnection() throws IOException {
        Served served = platter.serve("--filter=blocksize-policy", "memory", "4M", "blocksize-write-disconnect=1M");
        String script = """
            other = nbd.NBD()
            other.connect_uri('%s')
            h.pwrite(b'1' * 1048576, 0)
            try:
                h.pwrite(b'2' * 1048577, 0)
                print('still there')
            except nbd.Error as e:
                print(h.aio_is_closed() or h.aio_is_dead() or e.errno)
            print(other.pread(1, 0))
            """.formatted(served.uri());
        Outcome outcome = Peer.require("nbdsh").run("-u", served.uri(), "-c", script);
        assertEquals("True\nbytearray(b'1')\n", outcome.success());
    }
}
