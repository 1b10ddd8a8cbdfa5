// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.client.NbdClient;
import dev.platter.memory.MemoryPlugin;
import dev.platter.server.bundles.BundleState;
import dev.platter.server.bundles.BundleStatus;
import dev.platter.testkit.server.VersionedJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A jar whose file is removed while an export needs it, and comes back later. */
@Timeout(60)
class OrphanIT {
    private static final String NEEDS_IT =
            "[export.ram.plugin]\nuse = \"memory@3.0\"\nparameters = { size = \"1M\" }\n";

    @TempDir
    private Path folder;

    private RunningDaemon daemon;
    private Path jar;

    @BeforeEach
    void loseIt() throws Exception {
        daemon = new RunningDaemon(folder, MemoryPlugin.class);
        jar = daemon.deploy().resolve("memory.jar");
        VersionedJar.of(MemoryPlugin.class, "3.0.0").writeTo(jar);
        daemon.configure(NEEDS_IT).start();
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private void await(BundleState state, Path at) throws InterruptedException {
        RunningDaemon.await(() -> states(at).equals(List.of(state)));
    }

    private List<BundleState> states(Path at) {
        return daemon.server().bundles().stream()
                .filter(it -> it.jar().equals(at.toString()))
                .map(BundleStatus::state)
                .toList();
    }

    @Test
    void aJarThatIsPutBackStaysAfterItsLastUse() throws Exception {
        Path elsewhere = Files.move(jar, folder.resolve("elsewhere.jar"));
        await(BundleState.ORPHANED, jar);
        Files.move(elsewhere, jar);
        await(BundleState.ACTIVE, jar);
        daemon.configure("");
        daemon.server().reload(false);
        await(BundleState.AVAILABLE, jar);
        daemon.configure(NEEDS_IT);
        daemon.server().reload(false);
        await(BundleState.ACTIVE, jar);
    }

    @Test
    void aFileMayBeRenamedUnderItsClients() throws Exception {
        try (NbdClient client = daemon.connect("ram")) {
            DeployIT.write(client, 0, 7);
            Path renamed = Files.move(jar, daemon.deploy().resolve("renamed.jar"));
            await(BundleState.ACTIVE, renamed);
            RunningDaemon.await(() -> states(jar).isEmpty());
            assertEquals(7, DeployIT.read(client, 0));
            assertEquals(List.of("memory@3.0.0"), daemon.members("ram"));
        }
    }

    @Test
    void anOrphanIsUninstalledAfterItsLastUse() throws Exception {
        Files.delete(jar);
        await(BundleState.ORPHANED, jar);
        daemon.configure("");
        daemon.server().reload(false);
        RunningDaemon.await(() -> states(jar).isEmpty());
    }
}
