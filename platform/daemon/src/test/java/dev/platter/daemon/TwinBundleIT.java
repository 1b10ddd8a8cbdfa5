// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.memory.MemoryPlugin;
import dev.platter.server.bundles.BundleState;
import dev.platter.testkit.server.VersionedJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two jars that claim the same name and version: the first one is used until it is removed. */
@Timeout(60)
class TwinBundleIT {
    @TempDir
    private Path folder;

    @Test
    void theSecondBundleWaitsUntilTheFirstIsGone() throws Exception {
        try (RunningDaemon daemon = new RunningDaemon(folder, MemoryPlugin.class)) {
            daemon.configure("[export.ram.plugin]\nuse = \"memory\"\nparameters = { size = \"1M\" }\n")
                    .start();
            Path first = VersionedJar.of(MemoryPlugin.class, "3.0.0")
                    .writeTo(daemon.deploy().resolve("one.jar"));
            RunningDaemon.await(() -> daemon.members("ram").equals(List.of("memory@3.0.0")));
            try (NbdClient client = daemon.connect("ram")) {
                DeployIT.write(client, 0, 5);
                Path second = VersionedJar.of(MemoryPlugin.class, "3.0.0", "Bundle-Name", "other")
                        .writeTo(daemon.deploy().resolve("two.jar"));
                String why = daemon.refusalOf(second);
                assertTrue(why.contains("has the same name and version as plugin 'memory' 3.0.0 (" + first + ")"), why);
                assertEquals(5, DeployIT.read(client, 0));
                Files.delete(first);
                RunningDaemon.await(() -> Files.notExists(RunningDaemon.errorFile(second)));
                RunningDaemon.await(() -> daemon.server().bundles().stream()
                        .anyMatch(it ->
                                it.state() == BundleState.ACTIVE && it.jar().equals(second.toString())));
                assertEquals(5, DeployIT.read(client, 0));
            }
        }
    }
}
