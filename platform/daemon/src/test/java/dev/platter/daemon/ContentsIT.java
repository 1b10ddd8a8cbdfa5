// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.RequestFlags;
import dev.platter.api.parameters.Parameter;
import dev.platter.client.NbdClient;
import dev.platter.host.RefusedException;
import dev.platter.nothing.NullPlugin;
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

/** No deployment and no reload loses what clients have written. */
@Timeout(120)
class ContentsIT {
    @TempDir
    private Path folder;

    private RunningDaemon daemon;

    /** An array for all clients, which goes with the instance. */
    @NbdPlugin(name = "kept", summary = "an array", contents = Contents.IN_INSTANCE)
    public static final class KeptPlugin implements Plugin {
        private final ArrayDisk disk;

        /** The parameters. */
        public record Config(
                @Parameter(defaultValue = "4096", help = "How long it is.")
                int length) {}

        public KeptPlugin(Config config) {
            disk = new ArrayDisk(new byte[config.length()]);
        }

        @Override
        public Disk open(Client client) {
            return disk;
        }
    }

    /** The same, by an author who has not said so. */
    @NbdPlugin(name = "silent", summary = "an array")
    public static final class SilentPlugin implements Plugin {
        private final ArrayDisk disk = new ArrayDisk(new byte[4096]);

        @Override
        public Disk open(Client client) {
            return disk;
        }
    }

    /** The disk of both. */
    public record ArrayDisk(byte[] bytes) implements Disk {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public Features features() {
            return Features.writable();
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            into.put(bytes, (int) offset, into.remaining());
        }

        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags) {
            from.get(bytes, (int) offset, from.remaining());
        }

        @Override
        public void flush() {}
    }

    private static final List<Class<?>> KEPT = List.of(KeptPlugin.class, KeptPlugin.Config.class, ArrayDisk.class);

    @BeforeEach
    void prepare() throws IOException {
        daemon = new RunningDaemon(folder, NullPlugin.class);
        VersionedJar.plugin("kept", "1.0.0", KEPT)
                .writeTo(folder.resolve("bundles").resolve("kept.jar"));
        VersionedJar.plugin("silent", "1.0.0", List.of(SilentPlugin.class, ArrayDisk.class))
                .writeTo(folder.resolve("bundles").resolve("silent.jar"));
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private static void serve(RunningDaemon daemon, String plugin) throws Exception {
        daemon.configure("[export.disk.plugin]\nuse = \"" + plugin + "\"\n").start();
    }

    private Path deployKept() throws IOException {
        return VersionedJar.plugin("kept", "1.1.0", KEPT)
                .writeTo(daemon.deploy().resolve("kept.jar"));
    }

    private static void write(NbdClient client) throws IOException {
        client.write(0, ByteBuffer.wrap(new byte[] {7}), 0);
    }

    private static int read(NbdClient client) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1);
        client.read(0, bytes, 0);
        return bytes.get(0);
    }

    @Test
    void anUpgradeThatWouldLoseWhatWasWrittenIsRefused() throws Exception {
        serve(daemon, "kept");
        try (NbdClient client = daemon.connect("disk")) {
            write(client);
        }
        String refusal = daemon.refusalOf(deployKept());
        assertTrue(
                refusal.contains(
                        "export 'disk' would lose what clients have written: the plugin kept has what clients have"
                                + " written in its instance, and is not Stateful, so it cannot hand it over; to give up"
                                + " its contents, run 'platterctl export remove disk', and add the export again"
                                + " afterwards, or reload"),
                refusal);
        assertEquals(List.of("kept@1.0.0"), daemon.members("disk"));
        try (NbdClient client = daemon.connect("disk")) {
            assertEquals(7, read(client));
        }
    }

    @Test
    void anExportThatNobodyHasWrittenToIsUpgraded() throws Exception {
        serve(daemon, "kept");
        try (NbdClient client = daemon.connect("disk")) {
            assertEquals(0, read(client));
        }
        deployKept();
        RunningDaemon.await(() -> daemon.members("disk").equals(List.of("kept@1.1.0")));
    }

    @Test
    void aPluginThatDoesNotSayWhereItsContentsAreIsTreatedAlike() throws Exception {
        serve(daemon, "silent");
        try (NbdClient client = daemon.connect("disk")) {
            write(client);
            Path jar = VersionedJar.plugin("silent", "1.1.0", List.of(SilentPlugin.class, ArrayDisk.class))
                    .writeTo(daemon.deploy().resolve("silent.jar"));
            String refusal = daemon.refusalOf(jar);
            assertTrue(
                    refusal.contains("the plugin silent does not say where it has what clients have written; its author"
                            + " can write contents = Contents.ELSEWHERE or NONE in its annotation"),
                    refusal);
            assertEquals(7, read(client));
        }
    }

    @Test
    void aReloadWithOtherParametersIsRefusedUntilTheExportIsGivenUp() throws Exception {
        serve(daemon, "kept");
        try (NbdClient client = daemon.connect("disk")) {
            write(client);
        }
        Files.writeString(
                daemon.configurationFile(),
                Files.readString(daemon.configurationFile()) + "parameters = { length = 8192 }\n");
        RefusedException refused =
                assertThrows(RefusedException.class, () -> daemon.server().reload(false));
        assertTrue(refused.getMessage().contains("'disk' would lose what clients have written"), refused.getMessage());
        daemon.server().removeExport("disk", "soft");
        daemon.server().reload(false);
        try (NbdClient client = daemon.connect("disk")) {
            assertEquals(8192, client.export().size());
        }
    }
}
