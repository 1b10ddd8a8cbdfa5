// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.ErrorReplyException;
import dev.platter.client.Handshake;
import dev.platter.client.NbdUri;
import dev.platter.nbd.OptionReplies;
import dev.platter.testkit.server.VersionedJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When a plugin checks a client that can choose among several exports. */
@Timeout(60)
class AcceptIT {
    @TempDir
    private Path folder;

    private RunningDaemon daemon;

    @BeforeEach
    void serve() throws Exception {
        daemon = new RunningDaemon(folder);
        VersionedJar.plugin(
                        "guard", "1.0.0", List.of(GuardPlugin.class, GuardPlugin.Config.class, HeldPlugin.Zeroes.class))
                .writeTo(daemon.deploy().resolve("guard.jar"));
        daemon.configure("""
            [export.one.plugin]
            use = "guard"
            parameters = { file = "one" }
            [export.two.plugin]
            use = "guard"
            parameters = { file = "two" }
            [export.none.plugin]
            use = "guard"
            parameters = { file = "none", refuse = true }
            """.replace("file = \"", "file = \"" + folder + "/")).start();
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private Handshake connect() throws IOException {
        return Handshake.connect(NbdUri.parse("nbd+unix:///?socket=" + folder.resolve("socket")));
    }

    @Test
    void aFilterIsAskedOnceWhenItsExportIsFirstNamed() throws IOException {
        try (Handshake client = connect()) {
            assertEquals(3, client.list().size());
            assertFalse(Files.exists(folder.resolve("one")), "a list names no export");
            client.info("one");
            client.info("two");
            client.info("one");
            client.go("two");
            assertEquals("x", Files.readString(folder.resolve("one")));
            assertEquals("x", Files.readString(folder.resolve("two")));
        }
        assertFalse(Files.exists(folder.resolve("none")));
    }

    @Test
    void aFilterRefusesOnlyItsOwnExport() throws IOException {
        try (Handshake client = connect()) {
            for (int i = 0; i < 2; i++) {
                ErrorReplyException refused = assertThrows(ErrorReplyException.class, () -> client.info("none"));
                assertEquals(OptionReplies.ERR_POLICY, refused.type());
                assertTrue(refused.getMessage().contains("the guard lets nobody in"), refused.getMessage());
            }
            client.go("one");
            assertEquals("x", Files.readString(folder.resolve("none")));
        }
    }
}
