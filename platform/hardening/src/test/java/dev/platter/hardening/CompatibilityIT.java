// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.parameters.Size;
import dev.platter.engine.export.Chain;
import dev.platter.memory.Allocator;
import dev.platter.memory.MemoryPlugin;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Odd requests to Platter and its peers, as raw bytes. What Platter answers is demanded; what the others answer is published
 * in docs/compatibility.md, and written anew by {@code -Dplatter.compatibility.write=true}, for instance for new versions of them.
 */
class CompatibilityIT {
    @TempDir
    private Path folder;

    @Test
    void thePageSaysWhatPlatterAnswersAndWhatDecides() throws IOException, InterruptedException {
        CompatibilityPage.Column platter = platter();
        platter.answers()
                .forEach((question, answer) -> assertTrue(
                        question.isAnsweredRightBy(answer),
                        () -> question.title() + ": " + answer + ", not " + question.expected()));
        if (Boolean.getBoolean("platter.compatibility.write")) {
            CompatibilityPage.publish(
                    CompatibilityPage.table(List.of(platter, nbdkit(), qemuNbd(), nbdServer())),
                    CompatibilityPage.corpus(corpus()));
        }
        assertEquals(
                withoutPeers(CompatibilityPage.table(List.of(platter))), withoutPeers(CompatibilityPage.published()));
    }

    /** What is asked, what Platter answers, what decides. */
    private static List<String> withoutPeers(List<String> table) {
        List<String> lines = new ArrayList<>();
        for (String line : table.subList(2, table.size())) {
            String[] cells = line.split("\\|");
            lines.add(cells[1] + "|" + cells[2] + "|" + cells[cells.length - 1]);
        }
        return lines;
    }

    private static CompatibilityPage.Column column(String name, SocketAddress server)
            throws IOException, InterruptedException {
        Map<Question, String> answers = new EnumMap<>(Question.class);
        Asker asker = new Asker(server);
        for (Question question : Question.values()) {
            answers.put(question, asker.ask(question));
        }
        return new CompatibilityPage.Column(name, answers);
    }

    private static CompatibilityPage.Column platter() throws IOException, InterruptedException {
        MemoryPlugin.Config config =
                new MemoryPlugin.Config(new Size(Asker.SIZE), new Allocator(Allocator.Kind.SPARSE, false));
        try (LocalServer server =
                new LocalServer(Chain.of("memory", new MemoryPlugin(config)).build())) {
            return column("Platter", server.unix());
        }
    }

    private static CompatibilityPage.Column column(String name, PeerServer server)
            throws IOException, InterruptedException {
        try (server) {
            return column(name, UnixDomainSocketAddress.of(server.socket()));
        }
    }

    private static CompatibilityPage.Column nbdkit() throws IOException, InterruptedException {
        String version = Peer.require("nbdkit").run("--version").out().strip();
        return column(version, PeerServer.nbdkit("memory", Long.toString(Asker.SIZE)));
    }

    private CompatibilityPage.Column qemuNbd() throws IOException, InterruptedException {
        String version = Peer.require("qemu-nbd").run("--version").out();
        return column(
                version.lines().findFirst().orElseThrow().replaceAll(" \\(.*", ""),
                PeerServer.qemuNbd("-f", "raw", "-x", Asker.EXPORT, disk("qemu")));
    }

    private CompatibilityPage.Column nbdServer() throws IOException, InterruptedException {
        String version = Peer.require("nbd-server").run("-V").out();
        return column(
                "nbd-server" + version.strip().replaceAll(".*version", ""),
                PeerServer.nbdServer(Asker.EXPORT, Path.of(disk("nbd"))));
    }

    private Map<String, Map<String, String>> corpus() throws IOException {
        String size = Long.toString(ArrayPlugin.SIZE);
        Map<String, Map<String, String>> verdicts = new TreeMap<>();
        verdicts.put("nbdkit", CorpusColumn.of(() -> PeerServer.nbdkit("memory", size)));
        verdicts.put(
                "qemu-nbd",
                CorpusColumn.of(() -> PeerServer.qemuNbd("-f", "raw", "-x", "", disk("corpus", ArrayPlugin.SIZE))));
        return verdicts;
    }

    private String disk(String name) throws IOException {
        return disk(name, Asker.SIZE);
    }

    /** An empty file. */
    private String disk(String name, long size) throws IOException {
        Path file = folder.resolve(name);
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength(0);
            disk.setLength(size);
        }
        return file.toString();
    }
}
