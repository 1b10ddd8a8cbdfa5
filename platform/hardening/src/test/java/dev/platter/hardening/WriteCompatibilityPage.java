// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Updates docs/compatibility.md, for instance for new versions of the peers. Builds do not run it because of its name; this
 * command does: {@code mvn verify -pl platform/hardening -am -Dit.test=WriteCompatibilityPage
 * -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
@Needs({"nbdkit", "qemu-nbd", "nbd-server"})
class WriteCompatibilityPage {
    @TempDir
    private Path folder;

    @Test
    void thePageIsWritten() throws IOException, InterruptedException {
        CompatibilityPage.publish(
                CompatibilityPage.table(List.of(CompatibilityIT.platter(), nbdkit(), qemuNbd(), nbdServer())),
                CompatibilityPage.corpus(corpus()));
    }

    private static CompatibilityPage.Column column(String name, PeerServer server)
            throws IOException, InterruptedException {
        try (server) {
            return CompatibilityIT.column(name, UnixDomainSocketAddress.of(server.socket()), Duration.ofSeconds(5));
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

    /** Makes a file of zeroes, and returns its path. */
    private String disk(String name, long size) throws IOException {
        Path file = folder.resolve(name);
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength(0);
            disk.setLength(size);
        }
        return file.toString();
    }
}
