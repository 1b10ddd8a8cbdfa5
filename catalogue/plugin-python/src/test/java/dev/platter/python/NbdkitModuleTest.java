// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.api.TlsSession;
import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts can ask of the server, and what they can make it do. */
@Needs("python3")
@Tag("same-in-both-modes")
class NbdkitModuleTest {
    private record Certified(Optional<String> subject, List<String> alternativeNames, Optional<String> pskIdentity)
            implements TlsSession {
        @Override
        public String protocol() {
            return "TLSv1.3";
        }
    }

    @TempDir
    private Path folder;

    private final TestContext server = new TestContext();
    private final TestClient client = new TestClient(1, "name", false);
    private PythonPlugin plugin;

    /** Opens a disk for the client, whose script runs a statement then. */
    private Disk open(TestClient of, String statement) throws IOException {
        Path script = Files.writeString(folder.resolve("script.py"), """
            import nbdkit
            API_VERSION = 2
            def open(readonly):
                %s
            def get_size(h):
                return 512
            def pread(h, buf, offset, flags):
                pass
            def flush(h, flags):
                pass
            """.formatted(statement));
        plugin = new PythonPlugin(
                new PythonPlugin.Config(List.of(script.toString()), List.of()),
                Peer.require("python3").asFile(folder.resolve("python")).toString());
        plugin.prepare();
        plugin.start(server);
        return plugin.open(of);
    }

    private void assertTrueInScript(TestClient of, String expression) throws IOException {
        open(of, "assert " + expression).close();
    }

    @AfterEach
    void stop() {
        plugin.stop();
    }

    @Test
    void shutdownEndsTheServer() throws IOException {
        open(client, "nbdkit.shutdown()").close();

        assertEquals(1, server.shutdowns().size());
        assertTrue(
                server.shutdowns().getFirst().contains("script.py"),
                () -> server.shutdowns().toString());
    }

    @Test
    void disconnectWithForceDisconnectsAtOnce() throws IOException {
        open(client, "nbdkit.disconnect(True)").close();

        assertTrue(client.isGone());
    }

    @Test
    void disconnectWithoutForceFailsLaterRequests() throws IOException {
        TestCompletion flush = new TestCompletion();
        try (Disk disk = open(client, "nbdkit.disconnect(False)")) {
            ((AsyncDisk) disk).flush(flush);
        }

        assertFalse(client.isGone());
        assertTrue(flush.outcome().startsWith("ESHUTDOWN"), flush::outcome);
    }

    @Test
    void exportNameIsTheClients() throws IOException {
        assertTrueInScript(client, "nbdkit.export_name() == 'name' and not nbdkit.is_tls()");
    }

    @Test
    void tlsIsKnown() throws IOException {
        assertTrueInScript(
                client.over(new Certified(Optional.of("CN=visitor"), List.of(), Optional.empty())),
                "nbdkit.is_tls() and nbdkit.peer_tls_dn() == 'CN=visitor' and nbdkit.peer_tls_issuer_dn() == ''");
    }

    @Test
    void whatIsNotKnownOfAClientIsAFailure() {
        IOException failure = assertThrows(IOException.class, () -> open(client, "nbdkit.peer_pid()"));

        assertTrue(failure.getMessage().contains("peer_pid"), failure.getMessage());
    }
}
