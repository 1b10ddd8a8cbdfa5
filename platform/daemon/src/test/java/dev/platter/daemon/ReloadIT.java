// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.host.RefusedException;
import dev.platter.memory.MemoryPlugin;
import dev.platter.nbd.TransmissionFlags;
import dev.platter.nothing.NullPlugin;
import dev.platter.offset.OffsetFilter;
import dev.platter.server.RunningServer;
import dev.platter.server.steering.ExportStatus;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running server gets another configuration. */
@Timeout(120)
class ReloadIT {
    private static final String ONE = memory("one", "1M");

    /** Without native libraries the user at the other end of a Unix socket is unknown. */
    private static final boolean PORTABLE = Boolean.getBoolean("platter.portable");

    private static final String UNKNOWN = "the server cannot tell who you are";

    @TempDir
    private Path folder;

    private RunningDaemon daemon;

    private static String memory(String name, String size) {
        return "[export." + name + ".plugin]\nuse = \"memory\"\nparameters = { size = \"" + size + "\" }\n";
    }

    @BeforeEach
    void prepare() throws IOException {
        daemon = new RunningDaemon(folder, MemoryPlugin.class, NullPlugin.class, OffsetFilter.class);
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void unchangedExportsAreNotTouched() throws Exception {
        daemon.configure(ONE).start();
        try (NbdClient client = daemon.connect("one")) {
            DeployIT.write(client, 0, 1);
            daemon.configure(ONE + memory("two", "2M"));
            assertEquals("+ two: memory", daemon.server().difference());
            assertEquals("+ two: memory", daemon.server().reload(false));
            assertEquals(List.of("one", "two"), names());
            assertEquals(1, DeployIT.read(client, 0));
            try (NbdClient other = daemon.connect("two")) {
                assertEquals(2 << 20, other.export().size());
            }
        }
    }

    @Test
    void aChangeOfRulesKeepsTheChain() throws Exception {
        daemon.configure(ONE).start();
        try (NbdClient client = daemon.connect("one")) {
            DeployIT.write(client, 0, 1);
            daemon.configure("[export.one]\nread-only = true\n" + ONE);
            daemon.server().reload(false);
            DeployIT.write(client, 0, 2);
            try (NbdClient reader = daemon.connect("one")) {
                assertTrue(reader.export().has(TransmissionFlags.READ_ONLY));
                assertEquals(2, DeployIT.read(reader, 0));
            }
        }
    }

    @Test
    void aReloadThatFailsChangesNothing() throws Exception {
        daemon.configure(ONE + memory("two", "1M")).start();
        try (NbdClient client = daemon.connect("one");
                NbdClient other = daemon.connect("two")) {
            DeployIT.write(client, 0, 9);
            DeployIT.write(other, 0, 8);
            // 'one' comes first and would succeed; 'two' fails, since clients know a larger size.
            daemon.configure("[[export.one.filter]]\nuse = \"offset\"\nparameters = { offset = \"0\" }\n" + ONE
                    + memory("two", "512K"));
            RefusedException refused =
                    assertThrows(RefusedException.class, () -> daemon.server().reload(false));
            assertTrue(refused.getMessage().startsWith("export 'two'"), refused.getMessage());
            assertEquals(List.of("memory@0.1.0.SNAPSHOT"), status("one").members());
            assertEquals(9, DeployIT.read(client, 0));
            assertEquals(8, DeployIT.read(other, 0));
        }
    }

    @Test
    void aMistakeIsReportedWithItsPlaceAndChangesNothing() throws Exception {
        daemon.configure(ONE).start();
        daemon.configure(memory("one", "banana"));
        RefusedException refused =
                assertThrows(RefusedException.class, () -> daemon.server().reload(false));
        assertTrue(refused.getMessage().startsWith(daemon.configurationFile() + ":10:16: "), refused.getMessage());
        assertTrue(refused.getMessage().contains("banana"), refused.getMessage());
        assertEquals(List.of("one"), names());
    }

    @Test
    void anExportIsRemovedSoftly() throws Exception {
        daemon.configure("[export.one]\nremove = \"soft\"\n" + ONE).start();
        try (NbdClient client = daemon.connect("one")) {
            daemon.configure("");
            daemon.server().reload(false);
            RunningDaemon.await(() -> daemon.server().exports().isEmpty());
            assertThrows(IOException.class, () -> DeployIT.read(client, 0));
        }
    }

    @Test
    void aHiddenExportKeepsItsClients() throws Exception {
        daemon.configure(ONE).start();
        NbdClient client = daemon.connect("one");
        daemon.configure("");
        daemon.server().reload(false);
        assertEquals("retiring", status("one").state());
        assertThrows(IOException.class, () -> daemon.connect("one"));
        assertEquals(0, DeployIT.read(client, 0));
        client.close();
        RunningDaemon.await(() -> daemon.server().exports().isEmpty());
    }

    /** Moving the client would put it on a different disk without its consent. */
    @Test
    void clientsOfARemovedExportAreNotMovedToItsNamesake() throws Exception {
        daemon.configure(ONE).start();
        try (NbdClient old = daemon.connect("one")) {
            DeployIT.write(old, 0, 1);
            daemon.server().removeExport("one", "hide");
            daemon.server().addExport("one", List.of("memory"), List.of("1M"), Map.of());
            try (NbdClient other = daemon.connect("one")) {
                DeployIT.write(other, 0, 2);
                daemon.server().upgrade("one", true);
                assertEquals(1, DeployIT.read(old, 0));
                assertEquals(2, DeployIT.read(other, 0));
            }
        }
    }

    @Test
    void commandsAddAndRemoveExports() throws Exception {
        daemon.configure(ONE).start();
        daemon.server().addExport("more", List.of("offset", "memory"), List.of("1M", "offset=512K"), Map.of());
        try (NbdClient client = daemon.connect("more")) {
            assertEquals(512 << 10, client.export().size());
        }
        daemon.server().removeExport("more", "hard");
        RunningDaemon.await(() -> names().equals(List.of("one")));
        RefusedException refused =
                assertThrows(RefusedException.class, () -> daemon.server().removeExport("more", "hard"));
        assertEquals("there is no export 'more': there are one", refused.getMessage());
    }

    @Test
    void aConnectionIsListedAndKilled() throws Exception {
        daemon.configure(ONE).start();
        try (NbdClient client = daemon.connect("one")) {
            DeployIT.write(client, 0, 3);
            // A request is counted once its reply is sent, so the client may see the reply first.
            RunningDaemon.await(() -> daemon.server().connections().getFirst().requests() == 1);
            var seen = daemon.server().connections().getFirst();
            assertEquals("one", seen.export());
            assertEquals(512, seen.bytesWritten());
            daemon.server().kill(seen.id());
            RunningDaemon.await(() -> daemon.server().connections().isEmpty());
            assertThrows(IOException.class, () -> DeployIT.read(client, 0));
        }
    }

    @Test
    void aClientThatIsNotAllowedIsRefused() throws Exception {
        daemon.configure("[export.one.allow]\nusers = [4242]\n" + ONE).start();
        IOException refused = assertThrows(IOException.class, () -> daemon.connect("one"));
        assertTrue(refused.getMessage().contains(PORTABLE ? UNKNOWN : "your user is not among"), refused.getMessage());
        daemon.configure("[export.one.allow]\nusers = [\"root\", " + uid() + "]\n" + ONE);
        daemon.server().reload(false);
        if (PORTABLE) {
            assertThrows(IOException.class, () -> daemon.connect("one"));
        } else {
            daemon.connect("one").close();
        }
    }

    private static long uid() throws IOException {
        return Long.parseLong(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString());
    }

    @Test
    void aConnectionBeyondTheLimitIsRefused() throws Exception {
        daemon.configure("[export.one.limits]\nconnections = 1\n" + ONE).start();
        try (NbdClient client = daemon.connect("one")) {
            IOException refused = assertThrows(IOException.class, () -> daemon.connect("one"));
            assertTrue(refused.getMessage().contains("has 1 connections, and may have 1"), refused.getMessage());
            assertEquals(0, DeployIT.read(client, 0));
        }
    }

    @Test
    void theSocketOfAServerThatWasKilledIsReplaced() throws Exception {
        Path socket = folder.resolve("socket");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket))
                .close();
        assertTrue(Files.exists(socket));
        daemon.configure(ONE).start();
        daemon.connect("one").close();
    }

    @Test
    void theSocketOfAnotherServerIsNotReplaced() throws Exception {
        Path socket = folder.resolve("socket");
        try (var other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(socket));
            RefusedException refused = assertThrows(
                    RefusedException.class, () -> daemon.configure(ONE).start());
            assertTrue(refused.getMessage().contains("the file exists already"), refused.getMessage());
        }
    }

    @Test
    void aStateFolderCannotBeShared() throws Exception {
        daemon.configure(ONE).start();
        RefusedException refused = assertThrows(RefusedException.class, () -> RunningServer.open(daemon.startup()));
        assertTrue(refused.getMessage().startsWith("another server uses the state folder"), refused.getMessage());
    }

    private List<String> names() {
        return daemon.server().exports().stream().map(ExportStatus::name).toList();
    }

    private ExportStatus status(String export) {
        return daemon.server().exports().stream()
                .filter(it -> it.name().equals(export))
                .findFirst()
                .orElseThrow();
    }
}
