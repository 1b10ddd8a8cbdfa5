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
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our filter log and nbdkit's write the same lines for the same requests, in front of other filters and behind them. */
@Tag("same-in-both-modes")
class LogIT {
    private static final String REQUESTS = """
        def send(request):
            try:
                request()
            except nbd.Error:
                pass
        fua = nbd.CMD_FLAG_FUA if h.can_fua() else 0
        send(lambda: h.pwrite(b'x' * 1024, 65536))
        send(lambda: h.pwrite(b'x' * 512, 512, fua))
        send(lambda: h.pread(512, 0))
        send(lambda: h.zero(512, 0))
        send(lambda: h.zero(512, 0, nbd.CMD_FLAG_NO_HOLE))
        send(lambda: h.zero(512, 0, nbd.CMD_FLAG_FAST_ZERO | fua))
        send(lambda: h.trim(512, 0, fua))
        send(lambda: h.flush())
        send(lambda: h.cache(512, 0))
        send(lambda: h.block_status(1024, 0, lambda *extents: 0))
        h.shutdown()
        """;

    @RegisterExtension
    private final Platter platter = new Platter();

    @Needs({"nbdkit", "nbdsh"})
    @ParameterizedTest
    @CsvSource({
        "--filter=log --filter=error memory 1M error=ENOSPC error-cache-rate=1, ...Cache id=9 return=-1 error=ENOSPC",
        "--filter=fua --filter=log memory 1M, ...Flush id=8 return=0",
        "--filter=fua --filter=log memory 1M fuamode=emulate, Flush id=3 ...",
        "--filter=fua --filter=log memory 1M fuamode=force, Write id=1 offset=0x10000 count=0x400 fua=1 ...",
        "--filter=fua --filter=log memory 1M fuamode=discard, Write id=2 offset=0x200 count=0x200 fua=0 ...",
        "--filter=nozero --filter=log memory 1M zeromode=emulate, Write id=4 offset=0x0 count=0x200 fua=0 ...",
        "--filter=nozero --filter=log memory 1M zeromode=notrim, Zero id=4 offset=0x0 count=0x200 trim=0 fua=0 fast=0"
                + " ...",
    })
    void linesAreThoseOfNbdkit(String filters, String among) throws IOException {
        Path ours = platter.folder().resolve("ours");
        Served served = platter.serve(logging(filters, ours));
        send(served.uri());
        served.end();
        Path theirs = platter.folder().resolve("theirs");
        try (PeerServer nbdkit = PeerServer.nbdkit(logging(filters, theirs))) {
            send(nbdkit.uri(""));
        }
        List<String> expected = comparable(theirs);
        assertEquals(String.join("\n", expected), String.join("\n", comparable(ours)));
        assertTrue(expected.contains("connection=1 " + among), expected::toString);
    }

    @Needs("nbdsh")
    @Test
    void aScriptSeesWhatStandsInTheLine() throws IOException {
        Path said = platter.folder().resolve("said");
        String script = "echo \"$connection $type $id $act $offset $count $return $error\" >> '" + said + "'";
        Served served = platter.serve("--filter=log", "memory", "1M", "logscript=" + script);
        Peer.require("nbdsh")
                .run("-u", served.uri(), "-c", "h.pread(512, 1024)")
                .success();
        served.end();
        assertTrue(
                Files.readAllLines(said).containsAll(List.of("1 ENTER 1 Read 0x400 0x200  ", "1 LEAVE 1 Read   0 ")),
                () -> said.toString());
    }

    private static String[] logging(String filters, Path file) {
        return (filters + " logfile=" + file).split(" ");
    }

    private static void send(String uri) {
        Peer.require("nbdsh")
                .run("--base-allocation", "-u", uri, "-c", REQUESTS)
                .success();
    }

    /**
     * Removes the differences between the servers: the time, block sizes, the granularity of memory, and the calls Ready and
     * Fork, which are not calls of a disk.
     */
    private static List<String> comparable(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .map(line -> line.replaceFirst("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6} ", ""))
                .filter(line -> !line.matches("(Ready|Fork).*"))
                .map(line -> line.replaceAll(" (prefsize|maxsize)=0x[0-9a-f]+| req_one=\\d| extents=\\(.*\\)", ""))
                .toList();
    }
}
