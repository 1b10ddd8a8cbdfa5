// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.parameters.Parameter;
import dev.platter.client.NbdClient;
import dev.platter.host.RefusedException;
import dev.platter.memory.MemoryPlugin;
import dev.platter.server.steering.ExportStatus;
import dev.platter.testkit.server.VersionedJar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An export that cannot be served does not keep the others from being served, and is tried again. */
@Timeout(120)
class FailedExportIT {
    private static final String RAM = "[export.ram.plugin]\nuse = \"memory\"\nparameters = { size = \"1M\" }\n";

    @TempDir
    private Path folder;

    private Path needed;
    private RunningDaemon daemon;

    /** A disk that is there while its file is. */
    @NbdPlugin(name = "needy", summary = "needs a file")
    public static final class NeedyPlugin implements Plugin {
        private final Path file;

        /** The parameters. */
        public record Config(
                @Parameter(help = "The file that it needs.") Path file) {}

        public NeedyPlugin(Config config) {
            file = config.file();
        }

        @Override
        public void prepare() throws IOException {
            if (!Files.exists(file)) {
                throw new NoSuchFileException(file + ": there is no such file");
            }
        }

        @Override
        public Disk open(Client client) {
            return new EmptyDisk();
        }
    }

    /** The disk. */
    public static final class EmptyDisk implements Disk {
        @Override
        public long size() {
            return 0;
        }

        @Override
        public Features features() {
            return Features.readOnly();
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {}
    }

    @BeforeEach
    void prepare() throws IOException {
        needed = folder.resolve("needed");
        daemon = new RunningDaemon(folder, MemoryPlugin.class);
        VersionedJar.plugin("needy", "1.0.0", List.of(NeedyPlugin.class, NeedyPlugin.Config.class, EmptyDisk.class))
                .writeTo(folder.resolve("bundles").resolve("needy.jar"));
        daemon.configure(needy() + RAM);
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private String needy() {
        return "[export.needy.plugin]\nuse = \"needy\"\nparameters = { file = \"" + needed + "\" }\n";
    }

    private ExportStatus status(String name) {
        return daemon.server().exports().stream()
                .filter(export -> export.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void assertServed(String name) throws IOException {
        assertEquals("serving", status(name).state());
        daemon.connect(name).close();
    }

    @Test
    void theOthersAreServedAndTheReasonIsShown() throws Exception {
        daemon.startAsFarAsPossible();
        assertServed("ram");
        ExportStatus failed = status("needy");
        assertEquals("failed", failed.state());
        assertEquals(List.of("needy"), failed.members());
        String why = failed.problem().orElseThrow();
        assertTrue(why.contains(needed + ": there is no such file"), why);
        assertTrue(daemon.complaints().contains("needy: the export is not served: " + why), "" + daemon.complaints());
        assertThrows(IOException.class, () -> daemon.connect("needy"));
    }

    @Test
    void aPluginThatIsNotThereFailsItsOwnExportOnly() throws Exception {
        daemon.configure("[export.lost.plugin]\nuse = \"nowhere\"\n" + RAM).startAsFarAsPossible();
        assertServed("ram");
        String why = status("lost").problem().orElseThrow();
        assertTrue(why.contains("nowhere"), why);
    }

    @Test
    void aStrictServerDoesNotStart() {
        String why = assertThrows(RefusedException.class, daemon::start).getMessage();
        assertTrue(why.contains(needed + ": there is no such file"), why);
    }

    @Test
    void aCommandTriesAgain() throws Exception {
        daemon.startAsFarAsPossible();
        String why = assertThrows(RefusedException.class, () -> daemon.server().startExport("needy"))
                .getMessage();
        assertTrue(why.contains(needed + ": there is no such file"), why);
        assertEquals("failed", status("needy").state());

        Files.createFile(needed);
        assertEquals("started needy, made of needy@1.0.0", daemon.server().startExport("needy"));
        assertServed("needy");
        assertEquals("needy is served already", daemon.server().startExport("needy"));
    }

    @Test
    void aReloadTriesAgainAndIsNotStoppedByAnotherFailure() throws Exception {
        daemon.startAsFarAsPossible();
        daemon.configure(needy() + RAM + RAM.replace("export.ram", "export.second"))
                .server()
                .reload(false);
        assertServed("second");
        assertEquals("failed", status("needy").state());

        Files.createFile(needed);
        daemon.server().reload(false);
        assertServed("needy");
    }

    @Test
    void aReloadRefusesAnExportThatIsNewAndFails() throws Exception {
        daemon.configure(RAM).startAsFarAsPossible();
        daemon.configure(RAM + needy());
        String why = assertThrows(RefusedException.class, () -> daemon.server().reload(false))
                .getMessage();
        assertTrue(why.contains(needed + ": there is no such file"), why);
    }

    @Test
    void otherChangesLeaveAFailedExportAlone() throws Exception {
        daemon.startAsFarAsPossible();
        Files.createFile(needed);
        daemon.server().removeExport("ram", "soft");
        assertEquals("failed", status("needy").state());
        daemon.server().removeExport("needy", "soft");
        assertFalse(daemon.server().exports().stream().anyMatch(it -> it.name().equals("needy")));
    }

    @Test
    void clientsOfTheOthersStayWhileAnExportIsTriedAgain() throws Exception {
        daemon.startAsFarAsPossible();
        try (NbdClient client = daemon.connect("ram")) {
            DeployIT.write(client, 0, 7);
            Files.createFile(needed);
            daemon.server().startExport("needy");
            assertEquals(7, DeployIT.read(client, 0));
        }
    }
}
