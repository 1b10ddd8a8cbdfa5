// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import dev.platter.client.RequestFailedException;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.NbdError;
import dev.platter.peers.Needs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin of the guide, a plain jar that imports the client, serves an export of another server. */
@ExtendWith(Credentials.Maker.class)
@Timeout(120)
class AnotherServerIT {
    private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w+)\n(.*?)```");
    private static final int PIECE = 300_000;
    private static final int MANY = 24;

    @RegisterExtension
    private final Platter platter = new Platter();

    @TempDir
    static Path made;

    @BeforeAll
    static void makeThePlugin() throws IOException {
        Path source = Files.writeString(made.resolve("RemotePlugin.java"), block("java"));
        Path classes = Files.createDirectory(made.resolve("classes"));
        int failures =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString());
        assertEquals(0, failures);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(jar()));
                Stream<Path> files = Files.list(classes)) {
            for (Path file : files.toList()) {
                jar.putNextEntry(new JarEntry(file.getFileName().toString()));
                Files.copy(file, jar);
            }
        }
    }

    private static Path jar() {
        return made.resolve("remote.jar");
    }

    private static String block(String language) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("..", "docs", "guide", "another-server.md")))
                .results()
                .filter(block -> block.group(1).equals(language))
                .findFirst()
                .orElseThrow()
                .group(2);
    }

    private NbdUri remote(String uri) throws IOException {
        return NbdUri.parse(platter.serve(jar().toString(), uri).uri());
    }

    /** Writes and reads at the same time, and compares what this server has with what the other one has. */
    private static void assertServes(NbdUri front, NbdUri back) throws Exception {
        byte[][] pieces = new byte[MANY][PIECE];
        try (NbdClient client = NbdClient.connect(front, BlockStatus.BASE_ALLOCATION)) {
            List<CompletableFuture<?>> writes = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                new Random(i).nextBytes(pieces[i]);
                writes.add(client.transmission().write((long) i * PIECE, ByteBuffer.wrap(pieces[i]), 0));
            }
            CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).get();
            client.flush();
            List<CompletableFuture<?>> reads = new ArrayList<>();
            List<byte[]> got = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                byte[] bytes = new byte[PIECE];
                got.add(bytes);
                reads.add(client.transmission().read((long) i * PIECE, ByteBuffer.wrap(bytes), 0));
            }
            CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)).get();
            for (int i = 0; i < MANY; i++) {
                assertArrayEquals(pieces[i], got.get(i));
            }
            long end = 32 << 20;
            assertEquals(
                    BlockStatus.HOLE | BlockStatus.ZERO,
                    client.blockStatus(end - 4096, 4096, 0)
                            .get(BlockStatus.BASE_ALLOCATION)
                            .getFirst()
                            .status());
        }
        try (NbdClient other = NbdClient.connect(back)) {
            byte[] bytes = new byte[PIECE];
            other.read(PIECE, ByteBuffer.wrap(bytes), 0);
            assertArrayEquals(pieces[1], bytes);
        }
    }

    @Test
    void theCommandsOfTheGuideServeIt() throws IOException {
        Tarball.unpack(platter.folder());
        Files.writeString(platter.folder().resolve("RemotePlugin.java"), block("java"));
        String path = "PATH=" + Platter.quoted(System.getProperty("java.home") + "/bin") + ":$PATH\n";
        assertEquals(
                "1048576\n",
                platter.shell(path + "export PLATTER_AOT=off\n" + block("sh")).success());
    }

    @Test
    void itIsServedOverAPlainSocket() throws Exception {
        Served back = platter.serve("memory", "32M");
        assertServes(remote(back.uri()), NbdUri.parse(back.uri()));
    }

    @Needs("certtool")
    @ParameterizedTest
    @ValueSource(strings = {"nobody", "alice"})
    void itIsServedOverTlsWithCertificates(String who, Credentials credentials) throws Exception {
        List<String> words = new ArrayList<>(List.of("--tls=require"));
        words.add("--tls-certificates=" + credentials.folder("server"));
        if (who.equals("alice")) {
            words.add("--tls-verify-peer");
        }
        words.addAll(List.of("memory", "32M"));
        Served back = platter.serve(words.toArray(String[]::new));
        String uri = "nbds+unix://?socket=" + back.socket() + "&tls-certificates=" + credentials.folder(who);
        assertServes(remote(uri), NbdUri.parse(uri));
    }

    @Needs("certtool")
    @Test
    void itIsServedOverTlsWithAPreSharedKey(Credentials credentials) throws Exception {
        Served back = platter.serve("--tls=require", "--tls-psk=" + credentials.keys("keys"), "memory", "32M");
        String uri = "nbds+unix://alice@?socket=" + back.socket() + "&tls-psk-file=" + credentials.keys("keys");
        assertServes(remote(uri), NbdUri.parse(uri));
    }

    @Needs("certtool")
    @Test
    void aServerThatIsNotTrustedIsRefusedWithASentence(Credentials credentials) throws Exception {
        Served back =
                platter.serve("--tls=require", "--tls-certificates=" + credentials.folder("server"), "memory", "1M");
        NbdUri front =
                remote("nbds+unix://?socket=" + back.socket() + "&tls-certificates=" + credentials.folder("misled"));
        IOException refused = assertThrows(IOException.class, () -> NbdClient.connect(front));
        assertTrue(refused.getMessage().contains("TLS failed: "), refused::getMessage);
    }

    @Test
    void anErrorOfTheOtherServerReachesTheClient() throws Exception {
        Served back = platter.serve("--filter=error", "memory", "1M", "error=ENOSPC", "error-pread-rate=100%");
        try (NbdClient client = NbdClient.connect(remote(back.uri()))) {
            RequestFailedException failed =
                    assertThrows(RequestFailedException.class, () -> client.read(0, ByteBuffer.allocate(512), 0));
            assertEquals(NbdError.ENOSPC, failed.error());
        }
    }

    /** Otherwise its disk would stay open for as long as the other server hangs. */
    @Test
    void aServerThatHangsDoesNotKeepThisOneFromEnding() throws Exception {
        Path requests = platter.folder().resolve("requests");
        Served back = platter.serve(
                "--filter=log", "--filter=delay", "memory", "1M", "delay-read=3600", "logfile=" + requests);
        Served front = platter.serve(jar().toString(), back.uri());
        try (NbdClient client = NbdClient.connect(NbdUri.parse(front.uri()))) {
            client.transmission().read(0, ByteBuffer.allocate(512), 0);
            awaitLine(requests, " Read id=");
            client.transmission().close();
        }
        // The other server still holds the read; its client, the plugin's disk, has gone.
        awaitLine(requests, " Disconnect ");
        front.end();
    }

    /** The log is all that tells what has reached the other server. */
    private static void awaitLine(Path log, String text) throws Exception {
        try (WatchService changes = log.getFileSystem().newWatchService()) {
            log.getParent()
                    .register(changes, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            while (!Files.exists(log) || !Files.readString(log).contains(text)) {
                changes.take().reset();
            }
        }
    }
}
