// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Side by side with nbdcopy, on the same servers: the same bytes, and the same holes. */
@Tag("same-in-both-modes")
@Needs({"nbdcopy", "nbdkit", "qemu-img", "qemu-nbd"})
class CopyPeersIT {
    private static final int MIB = 1 << 20;
    private static final int SIZE = 64 * MIB;

    @TempDir
    Path folder;

    private String image;

    /** Data at the beginning and the end, and in pieces of 64k between. */
    @BeforeEach
    void makeImage() throws IOException {
        image = path("image");
        byte[] data = new byte[2 * MIB];
        new Random(3).nextBytes(data);
        try (RandomAccessFile file = new RandomAccessFile(image, "rw")) {
            file.setLength(SIZE);
            file.write(data);
            for (int at = 8; at < 16; at++) {
                file.seek((long) at * MIB);
                file.write(data, at, 64 << 10);
            }
            file.seek(SIZE - data.length);
            file.write(data);
        }
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static String map(String where) {
        return Peer.require("qemu-img")
                .run("map", "-f", "raw", "--output=json", where)
                .success();
    }

    private static void nbdcopy(String from, String to) {
        Peer.require("nbdcopy").run(from, to).success();
    }

    private void sameFile(String file) throws IOException {
        assertEquals(-1, Files.mismatch(Path.of(image), Path.of(file)), file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "memory 64M",
                "--no-sr memory 64M",
                "--filter=noextents memory 64M",
                "--filter=nozero memory 64M",
                "--filter=multi-conn memory 64M multi-conn-mode=disable",
                "--filter=blocksize-policy memory 64M blocksize-minimum=4096 blocksize-preferred=64k"
                        + " blocksize-maximum=256k blocksize-error-policy=error",
            })
    void nbdkitGetsAndGivesWhatItGetsFromNbdcopy(String line) throws IOException {
        try (PeerServer ours = PeerServer.nbdkit(line.split(" "));
                PeerServer theirs = PeerServer.nbdkit(line.split(" "))) {
            nbdcopy(image, theirs.uri(""));
            Copy.run("--flush", "--verify", image, ours.uri("")).success();
            assertEquals(map(theirs.uri("")), map(ours.uri("")));

            nbdcopy(theirs.uri(""), path("theirs"));
            Copy.run(ours.uri(""), path("ours")).success();
            sameFile(path("ours"));
            assertEquals(map(path("theirs")), map(path("ours")));
            assertArrayEquals(
                    Files.readAllBytes(Path.of(image)),
                    Copy.run(ours.uri(""), "-").data());
        }
    }

    @Test
    void qemuGetsAndGivesWhatItGetsFromNbdcopy() throws IOException {
        for (String name : new String[] {"a.qcow2", "b.qcow2"}) {
            Peer.require("qemu-img")
                    .run("create", "-f", "qcow2", path(name), "64M")
                    .success();
        }
        try (PeerServer theirs = PeerServer.qemuNbd("-f", "qcow2", path("a.qcow2"));
                PeerServer ours = PeerServer.qemuNbd("-f", "qcow2", path("b.qcow2"))) {
            nbdcopy(image, theirs.uri(""));
            Copy.run("--verify", image, ours.uri("")).success();
            assertEquals(map(theirs.uri("")), map(ours.uri("")));
            Copy.run("--verify", theirs.uri(""), path("copy")).success();
            sameFile(path("copy"));
            Copy.run("--compare", theirs.uri(""), ours.uri("")).success();
        }
    }

    /** nbdcopy sends longer requests than this server takes. */
    @Test
    void requestsAreAsLongAsTheServerTakesThem() throws IOException {
        try (PeerServer server = PeerServer.nbdkit(
                "--filter=blocksize-policy",
                "memory",
                "64M",
                "blocksize-minimum=4096",
                "blocksize-preferred=64k",
                "blocksize-maximum=128k",
                "blocksize-error-policy=error")) {
            Copy.run("--verify", image, server.uri("")).success();
            Copy.run(server.uri(""), path("copy")).success();
            sameFile(path("copy"));
        }
    }

    @Test
    void allocatedCopyHasNoHoles() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path("served"), "rw")) {
            file.setLength(SIZE);
        }
        try (PeerServer server = PeerServer.nbdkit("file", path("served"))) {
            Copy.run("--allocated", image, server.uri("")).success();
            Copy.run("--allocated", server.uri(""), path("copy")).success();
        }
        for (String file : new String[] {"served", "copy"}) {
            sameFile(path(file));
            String blocks = Peer.require("stat").run("-c", "%b", path(file)).success();
            assertTrue(Long.parseLong(blocks.strip()) >= SIZE / 512, file + " has " + blocks);
        }
    }

    @Test
    void oneTebibyteOfHolesTakesNoTime() throws IOException {
        try (PeerServer from = PeerServer.nbdkit("data", "@0x8000000000 1 2 3", "size=1T");
                PeerServer to = PeerServer.nbdkit("memory", "1T")) {
            assertTimeout(Duration.ofSeconds(20), () -> {
                Copy.run("--verify", from.uri(""), to.uri("")).success();
                Copy.run(to.uri(""), path("copy")).success();
            });
        }
        try (RandomAccessFile copy = new RandomAccessFile(path("copy"), "r")) {
            assertEquals(1L << 40, copy.length());
            copy.seek(0x80_0000_0000L);
            byte[] data = new byte[3];
            copy.readFully(data);
            assertArrayEquals(new byte[] {1, 2, 3}, data);
        }
    }

    @Test
    void smallerDestinationIsRefused() throws IOException {
        try (PeerServer server = PeerServer.nbdkit("memory", "1M")) {
            Copy refused = Copy.run(image, server.uri(""));
            assertEquals(1, refused.status());
            assertEquals(
                    "platter-copy: " + server.uri("") + " has 1048576 bytes, and " + image
                            + " has 67108864: a larger destination is needed\n",
                    refused.err());
            Copy piped = Copy.fed(Files.readAllBytes(Path.of(image)), "-", server.uri(""));
            assertEquals(1, piped.status());
            assertTrue(piped.err().contains(" has 1048576 bytes, and the source has at least "), piped.err());
        }
    }

    @Test
    void readOnlyDestinationIsRefused() throws IOException {
        try (PeerServer server = PeerServer.nbdkit("-r", "memory", "64M")) {
            assertEquals(
                    "platter-copy: cannot write to " + server.uri("") + ": its server says that it is read-only\n",
                    Copy.run(image, server.uri("")).err());
        }
    }

    @Test
    void errorOfTheServerNamesTheEndAndThePlace() throws IOException {
        try (PeerServer server =
                PeerServer.nbdkit("--filter=error", "memory", "64M", "error-pwrite=ENOSPC", "error-pwrite-rate=100%")) {
            Copy failed = Copy.run("--requests=1", "--connections=1", image, server.uri(""));
            assertEquals(1, failed.status());
            assertTrue(
                    failed.err()
                            .matches("platter-copy: cannot write to nbd\\+unix:.*: NBD_CMD_WRITE .* failed with"
                                    + " ENOSPC.*\n"
                                    + "platter-copy: [0-9]+ of 67108864 bytes are done; --resume goes on with"
                                    + " it\n"),
                    failed.err());
        }
    }

    @Test
    void verifyFindsBitsThatTheStorageFlips() throws IOException {
        try (PeerServer server = PeerServer.nbdkit(
                "--filter=evil", "memory", "64M", "evil=stuck-bits", "evil-probability=1e-5", "evil-seed=1")) {
            Copy.run(image, server.uri("")).success();
            Copy corrupted = Copy.run("--verify", image, server.uri(""));
            assertEquals(2, corrupted.status());
            assertTrue(
                    corrupted.err().contains(" differ after the copy: the first byte that differs is at "),
                    corrupted.err());
        }
    }

    // ---- Breaks ----

    /** A server on a socket of our choice, where another can take its place. */
    private Process serve(Path socket, String... words) throws IOException, InterruptedException {
        Path pid = socket.resolveSibling(socket.getFileName() + ".pid");
        String[] line = new String[words.length + 5];
        line[0] = "-f";
        line[1] = "-U";
        line[2] = socket.toString();
        line[3] = "-P";
        line[4] = pid.toString();
        System.arraycopy(words, 0, line, 5, words.length);
        Files.deleteIfExists(pid);
        Process[] server = new Process[1];
        // Its file is there once it listens.
        await(socket.getParent(), () -> {
            if (server[0] == null) {
                server[0] = Peer.require("nbdkit").start(line);
            }
            assertTrue(server[0].isAlive(), "nbdkit does not start");
            return Files.exists(pid);
        });
        return server[0];
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    /** Waits until a condition holds, which is looked at again whenever a file in the folder is made or written to. */
    private static void await(Path folder, Condition condition) throws IOException, InterruptedException {
        try (WatchService changes = folder.getFileSystem().newWatchService()) {
            folder.register(changes, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            while (!condition.holds()) {
                WatchKey changed = changes.poll(1, TimeUnit.SECONDS);
                if (changed != null) {
                    changed.reset();
                }
            }
        }
    }

    private static void kill(Process server) throws InterruptedException {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly().waitFor();
    }

    private Thread copying(Copy[] result, String... words) {
        return Thread.ofPlatform().start(() -> result[0] = Copy.run(words));
    }

    /** Waits until the copy has data, but not all of it. */
    private void untilItHasBegun(Path copy) throws IOException, InterruptedException {
        byte[] first = Arrays.copyOf(Files.readAllBytes(Path.of(image)), 512);
        await(
                copy.getParent(),
                () -> Files.exists(copy) && Files.size(copy) >= SIZE && Arrays.equals(first, beginning(copy)));
    }

    private static byte[] beginning(Path file) throws IOException {
        try (RandomAccessFile begun = new RandomAccessFile(file.toFile(), "r")) {
            byte[] first = new byte[512];
            begun.readFully(first);
            return first;
        }
    }

    private String[] slow() {
        return new String[] {"--filter=delay", "file", image, "rdelay=20ms"};
    }

    @ParameterizedTest
    @ValueSource(strings = {"--resume", "--resume=STATE"})
    void copyWhoseServerWasKilledGoesOn(String option) throws IOException, InterruptedException {
        Path socket = folder.resolve("socket");
        String uri = "nbd+unix:///?socket=" + socket;
        String resume = option.replace("STATE", path("state"));
        Process server = serve(socket, slow());
        Copy[] broken = new Copy[1];
        Thread copy = copying(
                broken,
                resume,
                "--connections=1",
                "--requests=1",
                "--request-size=4096",
                "--no-extents",
                uri,
                path("copy"));
        untilItHasBegun(Path.of(path("copy")));
        kill(server);
        copy.join();
        assertEquals(1, broken[0].status());
        assertTrue(broken[0].err().startsWith("platter-copy: cannot read " + uri + ": "), broken[0].err());
        assertEquals(option.contains("="), Files.exists(Path.of(path("state"))));

        Files.delete(socket);
        Process again = serve(socket, "file", image);
        Copy.run(resume, uri, path("copy")).success();
        kill(again);
        sameFile(path("copy"));
        assertTrue(Files.notExists(Path.of(path("state"))));
    }

    @Test
    void brokenConnectionsAreMadeAgain() throws IOException, InterruptedException {
        Path socket = folder.resolve("socket");
        String uri = "nbd+unix:///?socket=" + socket;
        Process server = serve(socket, slow());
        Copy[] result = new Copy[1];
        Thread copy = copying(
                result, "--retry=60", "--connections=2", "--requests=1", "--request-size=16k", uri, path("copy"));
        untilItHasBegun(Path.of(path("copy")));
        kill(server);
        Files.delete(socket);
        Process again = serve(socket, "file", image);
        copy.join();
        kill(again);
        assertEquals(0, result[0].status(), result[0].err());
        assertTrue(result[0].err().contains("trying to connect again for 60 s"), result[0].err());
        sameFile(path("copy"));
    }

    @Test
    void connectionThatDoesNotComeBackEndsTheCopy() throws IOException, InterruptedException {
        Path socket = folder.resolve("socket");
        Process server = serve(socket, slow());
        Copy[] result = new Copy[1];
        Thread copy = copying(
                result,
                "--retry=200ms",
                "--requests=2",
                "--request-size=4k",
                "nbd+unix:///?socket=" + socket,
                path("copy"));
        untilItHasBegun(Path.of(path("copy")));
        kill(server);
        copy.join();
        assertEquals(1, result[0].status());
        assertTrue(
                result[0].err().contains("and there was no other within 200 ms: cannot connect to "), result[0].err());
    }
}
