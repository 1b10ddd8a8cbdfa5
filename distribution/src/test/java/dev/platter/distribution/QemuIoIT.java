// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** QEMU's block layer writes and discards, and reads back what it has written. */
@Needs({"qemu-io", "qemu-img"})
class QemuIoIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    @ParameterizedTest
    @ValueSource(strings = {"memory 16M", "--filter=offset memory 20M offset=1M range=16M"})
    void qemuFindsWhatItHasWrittenAndDiscarded(String line) throws IOException {
        String uri = platter.serve(line.split(" ")).uri();
        qemuIo(
                uri,
                "write -P 7 1M 2M",
                "write -f -P 8 3M 512",
                "aio_write -P 9 5M 1M",
                "aio_flush",
                "write -z 1M 512k",
                "write -z -u 1536k 512k",
                "discard 5M 512k",
                "flush",
                "read -P 0 0 2M",
                "read -P 7 2M 1M",
                "read -P 8 3M 512",
                "read -P 0 3146240 512",
                "read -P 0 5M 512k",
                "read -P 9 5632k 512k");
        String map = Image.map(uri);
        assertTrue(map.contains("\"start\": 5767168, \"length\": 524288") && map.contains("\"data\": true"), map);
    }

    /** Runs qemu-io and checks its output: it prints that a pattern differs, but its status is still 0. */
    private static void qemuIo(String uri, String... commands) {
        List<String> line = new ArrayList<>(List.of("-f", "raw", "-d", "unmap"));
        for (String command : commands) {
            line.add("-c");
            line.add(command);
        }
        line.add(uri);
        Outcome outcome = Peer.require("qemu-io").run(line.toArray(String[]::new));
        String said = outcome.out() + outcome.err();
        assertEquals(0, outcome.status(), said);
        assertTrue(!said.contains("failed") && !said.contains("error"), said);
    }
}
