// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.client.NbdClient;
import dev.platter.memory.MemoryPlugin;
import dev.platter.server.steering.ExportStatus;
import dev.platter.testkit.server.VersionedJar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the log, the status and lists say is true of the export and the client that they name. */
@Timeout(120)
class ShownIT {
    private static final String RAM = "[export.ram.plugin]\nuse = \"memory\"\nparameters = { size = \"1M\" }\n";
    private static final String SILLY = "[export.silly.plugin]\nuse = \"silly\"\n";

    @TempDir
    private Path folder;

    private RunningDaemon daemon;

    /** A disk that can only be read, and fails at that by a mistake in its code. */
    @NbdPlugin(name = "silly", summary = "fails")
    public static final class SillyPlugin implements Plugin {
        @Override
        public Disk open(Client client) {
            return new SillyDisk();
        }
    }

    /** The disk. */
    public static final class SillyDisk implements Disk {
        @Override
        public long size() {
            return 4096;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            throw new IllegalStateException("on purpose");
        }
    }

    @BeforeEach
    void prepare() throws IOException {
        daemon = new RunningDaemon(folder, MemoryPlugin.class);
        VersionedJar.plugin("silly", "1.0.0", List.of(SillyPlugin.class, SillyDisk.class))
                .writeTo(folder.resolve("bundles").resolve("silly.jar"));
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private ExportStatus status(String name) {
        return daemon.server().exports().stream()
                .filter(export -> export.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLineOfTheLogNamesTheConnectionsOwnExportAndItsClient() throws Exception {
        daemon.configure(RAM + SILLY).start();
        try (NbdClient client = daemon.connect("silly")) {
            assertThrows(IOException.class, () -> client.read(0, ByteBuffer.allocate(512), 0));
        }
        long number = 1;
        String client = Boolean.getBoolean("platter.portable")
                ? ""
                : " pid " + ProcessHandle.current().pid();
        String beginning = "silly[" + number + client + "]: ";
        assertTrue(daemon.complaints().stream().anyMatch(line -> line.startsWith(beginning)), "" + daemon.complaints());
    }

    @Test
    void aDiskThatNobodyCanWriteIsShownAsReadOnly() throws Exception {
        daemon.configure(RAM + SILLY).start();
        daemon.connect("silly").close();
        daemon.connect("ram").close();
        assertTrue(status("silly").readOnly());
        assertFalse(status("ram").readOnly());
    }

    @Test
    void aBundleIsCountedOnceIfTheConfigurationNamesTheFolderOfTheInstallation() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("bundles"));
        daemon.configure("bundles = [\"bundles\", \"" + link + "\"]\n", RAM).start();
        assertEquals(
                1,
                daemon.server().bundles().stream()
                        .filter(bundle -> bundle.name().equals("memory"))
                        .count());
    }
}
