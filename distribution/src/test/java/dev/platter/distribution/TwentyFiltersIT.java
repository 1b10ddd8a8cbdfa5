// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Twenty filters in one chain: each block that fio writes is read again as it was, and each filter has had its part. */
@Tag("same-in-both-modes")
@Needs("fio")
class TwentyFiltersIT {
    private static final List<String> FILTERS = List.of(
            "stats",
            "count",
            "ip",
            "limit",
            "rate",
            "multi-conn",
            "exportname",
            "fua",
            "nozero",
            "time-limit",
            "retry-request",
            "readahead",
            "cache",
            "cow",
            "blocksize",
            "swab",
            "xor",
            "map",
            "truncate",
            "offset");

    @RegisterExtension
    private final Platter platter = new Platter();

    @Test
    void everyBlockIsReadAsItWasWritten() throws IOException {
        assertEquals(20, FILTERS.size());
        Path statistics = platter.folder().resolve("statistics");
        List<String> line = new ArrayList<>(List.of("-v"));
        FILTERS.forEach(filter -> line.add("--filter=" + filter));
        line.addAll(List.of(
                "memory",
                "80M",
                "statsfile=" + statistics,
                "allow=anyunix",
                "deny=all",
                "limit=10",
                "rate=1T",
                "time-limit=1h",
                "cache-max-size=1M",
                "minblock=4k",
                "swab-bits=64",
                "xor=rand:4711",
                "map=0-1048575:3000000",
                "map=3000000-4048575:0",
                "truncate=40000000",
                "offset=1000",
                "range=70M"));
        Served served = platter.serve(line.toArray(String[]::new));
        Path job = Files.writeString(platter.folder().resolve("job.fio"), """
            [all]
            ioengine=nbd
            uri=%s
            size=24M
            bsrange=512-64k
            iodepth=16
            rw=randrw
            verify=crc32c
            verify_state_save=0
            do_verify=1
            """.formatted(served.uri()));
        Outcome fio = Peer.require("fio").run(job.toString());
        assertEquals(0, fio.status(), fio.out() + fio.err());
        String said = served.end();
        assertTrue(said.matches("(?s).*count bytes: read [1-9]\\d*, written [1-9]\\d*, zeroed .*"), said);
        assertTrue(Files.readString(statistics).contains("write: "), Files.readString(statistics));
    }
}
