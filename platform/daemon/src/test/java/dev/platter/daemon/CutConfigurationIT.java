// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.control.ControlServer;
import dev.platter.host.RefusedException;
import dev.platter.memory.MemoryPlugin;
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

/** A reload of a configuration that was cut short does not take it for the wish to remove what clients have written. */
@Timeout(120)
class CutConfigurationIT {
    private static final String RAM = """
        [export.ram.plugin]
        use = "memory"
        parameters = { size = "1M" }
        """;
    private static final String LOSS =
            "export 'ram' is missing from the configuration, and removing it would lose what clients have written: the"
                    + " plugin memory has what clients have written in its instance; put it back, or give up its"
                    + " contents by 'platterctl reload --force' or 'platterctl export remove ram'";

    @TempDir
    private Path folder;

    private RunningDaemon daemon;

    @BeforeEach
    void prepare() throws IOException {
        daemon = new RunningDaemon(folder, MemoryPlugin.class);
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private void serveAndWrite(String export) throws Exception {
        daemon.configure(export).start();
        write();
    }

    private void write() throws IOException {
        try (NbdClient client = daemon.connect("ram")) {
            DeployIT.write(client, 0, 7);
        }
    }

    private String refusal() {
        return assertThrows(RefusedException.class, () -> daemon.server().reload(false))
                .getMessage();
    }

    private void assertKept() throws IOException {
        try (NbdClient client = daemon.connect("ram")) {
            assertEquals(7, DeployIT.read(client, 0));
        }
    }

    private List<String> served() {
        return daemon.server().exports().stream()
                .filter(export -> export.state().equals("serving"))
                .map(export -> export.name())
                .toList();
    }

    @Test
    void anEmptyFileChangesNothing() throws Exception {
        serveAndWrite(RAM);
        Files.writeString(daemon.configurationFile(), "");
        assertTrue(refusal().startsWith("the configuration has neither a [[listen]] nor an [export.NAME]"), refusal());
        assertKept();
    }

    @Test
    void aFileWithoutListenersChangesNothing() throws Exception {
        serveAndWrite(RAM);
        Files.writeString(daemon.configurationFile(), RAM);
        assertTrue(refusal().startsWith("nothing to listen on: add a [[listen]]"), refusal());
        String reason = "a reload is refused: nothing to listen on: add a [[listen]]";
        assertTrue(
                daemon.server().difference().contains(reason), daemon.server().difference());
    }

    @Test
    void aMissingFileChangesNothing() throws Exception {
        serveAndWrite(RAM);
        Files.delete(daemon.configurationFile());
        assertTrue(refusal().contains("there is no such file"), refusal());
        assertKept();
    }

    @Test
    void aReloadThatDropsAWrittenMemoryDiskIsRefusedUnlessForced() throws Exception {
        serveAndWrite(RAM);
        daemon.configure("");
        assertEquals(LOSS, refusal());
        String difference = daemon.server().difference();
        assertTrue(difference.endsWith("\na reload is refused: " + LOSS), difference);
        assertKept();
        daemon.server().reload(true);
        assertEquals(List.of(), served());
    }

    @Test
    void theCheckAsksTheRunningServer() throws Exception {
        serveAndWrite(RAM);
        Path control = folder.resolve("control");
        try (ControlServer _ = ControlServer.start(control, daemon.server(), System.getLogger("control"))) {
            assertEquals(List.of(), ReloadForecast.of(control, daemon.configurationFile()));
            daemon.configure("");
            assertEquals(List.of(LOSS), ReloadForecast.of(control, daemon.configurationFile()));
            Path other = Files.writeString(folder.resolve("other.toml"), "");
            assertEquals(List.of(), ReloadForecast.of(control, other));
        }
        assertEquals(List.of(), ReloadForecast.of(control, daemon.configurationFile()));
    }

    @Test
    void anExportThatIsRemovedHardMayBeDropped() throws Exception {
        serveAndWrite("[export.ram]\nremove = \"hard\"\n" + RAM);
        daemon.configure("").server().reload(false);
        assertEquals(List.of(), served());
    }

    @Test
    void aMemoryDiskThatNobodyHasWrittenToMayBeDropped() throws Exception {
        daemon.configure(RAM).start();
        daemon.configure("").server().reload(false);
        assertEquals(List.of(), served());
    }

    @Test
    void contentsThatWereHandedOverAreNotDroppedEither() throws Exception {
        serveAndWrite(RAM);
        VersionedJar.of(MemoryPlugin.class, "99.0.0").writeTo(daemon.deploy().resolve("memory-99.jar"));
        RunningDaemon.await(() -> daemon.members("ram").equals(List.of("memory@99.0.0")));
        daemon.configure("");
        assertEquals(LOSS, refusal());
        assertKept();
    }

    @Test
    void aCommandRemovesAMemoryDiskWithItsContents() throws Exception {
        serveAndWrite(RAM);
        daemon.server().removeExport("ram", "hide");
        assertEquals(List.of(), served());
    }
}
