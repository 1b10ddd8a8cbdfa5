// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters whose work is not seen in the disk do what nbdkit's do: whom they admit, what they list, what they count. */
@Tag("same-in-both-modes")
@Needs({"nbdkit", "nbdsh", "nbdinfo"})
class FiltersLikeNbdkitsIT {
    private static final String LIST = """
        h.set_opt_mode(True)
        h.connect_uri('%s')
        def show(what, request):
            try:
                print(what, request())
            except nbd.Error as e:
                print(what, 'refused')
        show('list', lambda: h.opt_list(lambda name, description: print(repr(name), repr(description))))
        for name in ['', 'a', 'b', 'c']:
            def look():
                h.set_export_name(name)
                h.set_full_info(True)
                h.opt_info()
                return (h.get_canonical_export_name(), h.get_export_description())
            show(name, look)
        """;

    private static final String REQUESTS = """
        for i in range(60): h.pread(4096, i * 4096)
        for i in range(20): h.pread(1000 + i, 3 * i)
        for i in range(10): h.pread(65536, 65536 * i)
        for i in range(5): h.pread(3 << 20, 0)
        for i in range(2): h.pwrite(b'1' * 8192, 8192 * i)
        for i in range(3): h.trim(1 << 20, 1 << 20)
        for i in range(3): h.zero(1 << 16, 1 << 16)
        h.flush()
        """;

    @RegisterExtension
    private final Platter platter = new Platter();

    /** What two servers with the same words show of themselves. */
    private void assertSame(List<String> line, Look look) throws IOException {
        String[] words = line.toArray(String[]::new);
        String ours = look.at(platter.serve(words).uri());
        try (PeerServer nbdkit = PeerServer.nbdkit(words)) {
            assertEquals(look.at(nbdkit.uri("")), ours);
        }
    }

    private interface Look {
        String at(String uri);
    }

    private static String shell(String uri, String script) {
        return Peer.require("nbdsh").run("-u", uri, "-c", script).success();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deny=anyunix", "allow=uid:%d deny=all", "allow=pid:1 deny=any", "deny=anyipv4 allow=dn:x"})
    void sameClientsAreAdmitted(String rules) throws IOException {
        List<String> line = new ArrayList<>(List.of("--filter=ip", "memory", "1M"));
        Object user = Files.getAttribute(platter.folder(), "unix:uid");
        line.addAll(List.of(rules.formatted(user).split(" ")));
        assertSame(line, uri -> "" + Peer.require("nbdinfo").run("--size", uri).status());
    }

    /** A refused write is answered behind its payload, however long that is; libnbd would lose its place otherwise. */
    @Test
    void longWritesThatDoNotFitAreRefusedAlike() throws IOException {
        assertSame(
                List.of(
                        "--filter=blocksize-policy",
                        "eval",
                        "block_size=echo 2 4096 16M",
                        "get_size=echo 64M",
                        "pwrite=cat >/dev/null; test $3 -le 8388608 || { echo ENOMEM >&2; exit 1; }",
                        "pread=head -c $3 /dev/zero",
                        "blocksize-error-policy=error",
                        "blocksize-write-disconnect=32M"),
                uri -> shell(uri, """
                    h.set_strict_mode(0)
                    def show(what, request):
                        try:
                            request()
                            print(what, 'done')
                        except nbd.Error as e:
                            print(what, e.errno)
                    for size in [1, 2, 8 << 20, (8 << 20) + 1, (8 << 20) + 2, (16 << 20) + 2, (32 << 20) - 1]:
                        show(size, lambda: h.pwrite(b'1' * size, 0))
                    for size in [1, 2, (16 << 20) + 2]:
                        show(size, lambda: h.pread(size, 0))
                    show('too long', lambda: h.pwrite(b'1' * ((32 << 20) + 2), 0))
                    """));
    }

    @Test
    void extentsOfBlocksReachBeyondTheQuestion() throws IOException {
        assertSame(
                List.of(
                        "--filter=blocksize",
                        "eval",
                        "minblock=4k",
                        "get_size=echo 64k",
                        "pread=exit 1",
                        "extents=test $4 -ge 512 -a $4 -lt 8192 && type=hole,zero; echo $4 512 $type"),
                uri -> Peer.require("nbdsh")
                        .run("--base-allocation", "-u", uri, "-c", """
                            for count, offset, flags in [(1, 1, nbd.CMD_FLAG_REQ_ONE), (512, 512, 0), (4096, 0, 0), (57344, 8192, 0)]:
                                h.block_status(count, offset, lambda *found: print(found[1:3]), flags)
                            """)
                        .success());
    }

    @Test
    void clientBeyondTheLimitIsRefused() throws IOException {
        assertSame(List.of("--filter=limit", "memory", "1M", "limit=2"), uri -> shell(uri, """
            import subprocess
            def other():
                o = nbd.NBD()
                try:
                    o.connect_uri('%1$s')
                    return o
                except nbd.Error:
                    return None
            second = other()
            print(second is not None, other() is not None)
            """.formatted(uri)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exportname-list=explicit exportname=b exportname=a exportdesc=fixed:words",
                "exportname-list=defaultonly default-export=b",
                "default_export= exportname_list=explicit exportname=b exportname=a",
                "exportname-strict=true exportname=a exportname= default-export=a exportname-list=defaultonly",
                "exportname-list=error exportname-strict=true exportname=b exportdesc=script:echo@$name;echo@second",
            })
    void sameExportsAreListedAndOpened(String parameters) throws IOException {
        Files.writeString(platter.folder().resolve("a"), "contents of a");
        Files.writeString(platter.folder().resolve("b"), "contents of b, which are longer");
        List<String> line = new ArrayList<>(List.of("--filter=exportname", "file", "dir=" + platter.folder()));
        for (String parameter : parameters.split(" ")) {
            line.add(parameter.replace('@', ' '));
        }
        assertSame(
                line,
                uri -> Peer.require("nbdsh").run("-c", LIST.formatted(uri)).success());
    }

    @Test
    void sameExtentsAreReported() throws IOException {
        Path list = Files.writeString(
                platter.folder().resolve("list"), "512 512\n0 512 hole\n1024 1k 3\n4k 1k zero\n8k 1M zero,hole\n");
        assertSame(
                List.of("--filter=extentlist", "memory", "100k", "extentlist=" + list),
                uri -> Peer.require("nbdsh")
                        .run("--base-allocation", "-u", uri, "-c", """
                            found = []
                            for offset in [0, 600, 8192, 50000]:
                                h.block_status(h.get_size() - offset, offset, lambda context, at, entries, error: found.extend(entries))
                            print(found)
                            """)
                        .success());
    }

    @Test
    void pausedRequestsWait() throws IOException {
        Path control = platter.folder().resolve("control");
        assertSame(
                List.of("--filter=pause", "memory", "1M", "pause-control=" + control),
                uri -> shell(uri, """
                    import socket, threading
                    program = socket.socket(socket.AF_UNIX)
                    program.connect('%s')
                    def ask(command):
                        program.send(command)
                        return program.recv(1)
                    print(ask(b'p\\n'), ask(b'x'))
                    read = []
                    reader = threading.Thread(target = lambda: read.append(h.pread(512, 0)))
                    reader.start()
                    reader.join(0.1)
                    print(reader.is_alive(), ask(b'r '))
                    reader.join()
                    print(len(read[0]))
                    """.formatted(control)));
    }

    @Test
    void sameRequestsAreCounted() throws IOException {
        Path ours = platter.folder().resolve("ours");
        Path theirs = platter.folder().resolve("theirs");
        Served served = platter.serve("--filter=stats", "memory", "100M", "statsfile=" + ours);
        shell(served.uri(), REQUESTS);
        served.end();
        try (PeerServer nbdkit = PeerServer.nbdkit("--filter=stats", "memory", "100M", "statsfile=" + theirs)) {
            shell(nbdkit.uri(""), REQUESTS);
        }
        assertEquals(withoutTimes(theirs), withoutTimes(ours));
    }

    /** Times and rates differ, and nbdkit shows the bytes of all requests for the other sizes. */
    private static String withoutTimes(Path report) throws IOException {
        return Files.readString(report)
                .replaceAll("\\d+\\.\\d+ s,", "TIME,")
                .replaceAll("(\\(n/a\\)|[\\d.]+ \\w+)/s", "RATE")
                .replaceAll("(other sizes: .*reqs), .*", "$1");
    }

    @Test
    void requestsThatFailAreTriedAgainUntilTheySucceed() throws IOException {
        assertSame(
                List.of(
                        "--filter=retry-request",
                        "--filter=error",
                        "memory",
                        "1M",
                        "error-rate=50%",
                        "retry-request-retries=100",
                        "retry-request-delay=1ms"),
                uri -> shell(uri, """
                    for i in range(20):
                        h.pwrite(bytes([i] * 512), i * 512)
                    print(h.pread(20 * 512, 0).hex())
                    """));
    }

    @Test
    void diskIsOpenedAgainUntilRequestsSucceed() throws IOException {
        Path broken = Files.createFile(platter.folder().resolve("broken"));
        Served served = platter.serve(
                "--filter=retry",
                "--filter=error",
                "memory",
                "1M",
                "error-rate=1",
                "error-file=" + broken,
                "retry-delay=10ms",
                "retry-exponential=no",
                "retries=1000");
        assertEquals("512 True\n", shell(served.uri(), """
            import os, threading
            read = []
            t = threading.Thread(target = lambda: read.append(h.pread(512, 0)))
            t.start()
            t.join(0.1)
            waited = t.is_alive()
            os.unlink('%s')
            t.join()
            print(len(read[0]), waited)
            """.formatted(broken)));
    }

    @Test
    void serverEndsAfterTheEventWhenItsClientHasLeft() throws IOException, InterruptedException {
        Path socket = platter.folder().resolve("disk.sock");
        Path stop = platter.folder().resolve("stop");
        Process server = platter.startInTerminal(
                Map.of(),
                "platter",
                "-f",
                "-v",
                "--filter=exitwhen",
                "-U",
                socket.toString(),
                "memory",
                "1M",
                "exit-when-file-created=" + stop);
        try (BufferedReader said = server.errorReader()) {
            String uri = "nbd+unix://?socket=" + socket;
            assertTrue(said.lines().anyMatch(line -> line.endsWith("NBD URI: " + uri)), "it did not start");
            assertEquals("True 512\n", shell(uri, """
                open('%s', 'w').close()
                other = nbd.NBD()
                try:
                    other.connect_uri('%s')
                    refused = False
                except nbd.Error:
                    refused = True
                print(refused, len(h.pread(512, 0)))
                """.formatted(stop, uri)));
            String rest = String.join("\n", said.lines().toList());
            assertEquals(0, server.waitFor(), rest);
            assertTrue(rest.contains("exit-when-file-created: detected " + stop + " created"), rest);
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void serverWhoseEventHasHappenedEndsAtOnce() throws IOException {
        Path there = Files.createFile(platter.folder().resolve("there"));
        for (Peer server : List.of(platter.command("platter"), Peer.require("nbdkit"))) {
            Outcome outcome =
                    server.run("--filter=exitwhen", "null", "1M", "exit-when-file-created=" + there, "--run", "true");
            assertEquals(0, outcome.status(), outcome.err());
        }
    }

    @Test
    void sameEventsCanBeNoticed() {
        String[] line = {"--filter=exitwhen", "null", "--dump-plugin"};
        assertEquals(events(Peer.require("nbdkit").run(line)), events(platter.run(line)));
    }

    private static List<String> events(Outcome dumped) {
        return dumped.success()
                .lines()
                .filter(line -> line.startsWith("exitwhen_") && line.endsWith("=yes"))
                .sorted()
                .toList();
    }

    @Test
    void rateLimitsWhatIsReadInASecond() throws IOException {
        Served served = platter.serve("--filter=rate", "memory", "100M", "rate=64M", "burstiness=0.25");
        double seconds = Double.parseDouble(shell(served.uri(), """
            import time
            begin = time.monotonic()
            for i in range(10):
                h.pread(1 << 20, 0)
            print(time.monotonic() - begin)
            """));
        assertTrue(seconds >= 0.99, "10 MiB, of which 2 were saved up, took " + seconds + " s at 8 MiB a second");
        assertTrue(seconds < 20, seconds + " s");
    }
}
