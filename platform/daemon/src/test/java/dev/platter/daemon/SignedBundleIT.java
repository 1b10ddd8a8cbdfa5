// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.host.RefusedException;
import dev.platter.memory.MemoryPlugin;
import dev.platter.testkit.server.VersionedJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that requires signatures. */
@Tag("same-in-both-modes")
@Timeout(60)
class SignedBundleIT {
    private static final String RAM = "[export.ram.plugin]\nuse = \"memory\"\nparameters = { size = \"1M\" }\n";
    private static final String POLICY = "[signatures]\ntrust-store = \"trust.p12\"\npassword-file = \"password\"\n";
    private static final List<String> INSTALLED = List.of("memory@0.1.0.SNAPSHOT");

    @TempDir
    private static Path keys;

    private static Signer friend;
    private static Signer stranger;

    @TempDir
    private Path folder;

    private RunningDaemon daemon;
    private Path dropped;

    @BeforeAll
    static void makeSigners() throws Exception {
        friend = Signer.make("friend", keys);
        stranger = Signer.make("stranger", keys);
    }

    @BeforeEach
    void prepare() throws Exception {
        daemon = new RunningDaemon(folder, MemoryPlugin.class);
        dropped = daemon.deploy().resolve("memory.jar");
        friend.writeTrustTo(folder.resolve("trust.p12"));
        Files.writeString(folder.resolve("password"), Signer.PASSWORD + "\n");
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private Path unsigned(String version) throws Exception {
        return VersionedJar.of(MemoryPlugin.class, version).writeTo(folder.resolve("unsigned.jar"));
    }

    private void drop(Path jar) throws Exception {
        Files.move(jar, dropped, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void onlyAJarOfATrustedSignerTakesOver() throws Exception {
        daemon.configure(POLICY + RAM).start();
        try (NbdClient client = daemon.connect("ram")) {
            DeployIT.write(client, 0, 7);
            Path unsigned = unsigned("2.0.0");

            drop(Files.copy(unsigned, folder.resolve("copy.jar")));
            String why = daemon.refusalOf(dropped);
            assertTrue(why.startsWith(dropped + " is not trusted: "), why);
            assertTrue(
                    why.endsWith("is not signed, and this server uses signed bundles only; sign it with jarsigner"),
                    why);
            assertEquals(INSTALLED, daemon.members("ram"));

            drop(stranger.sign(unsigned, folder.resolve("strange.jar")));
            RunningDaemon.await(() -> daemon.problem(dropped).orElseThrow().contains("signed by CN=stranger"));
            daemon.refusalOf(dropped);
            assertEquals(INSTALLED, daemon.members("ram"));
            assertEquals(7, DeployIT.read(client, 0));

            drop(friend.sign(unsigned, folder.resolve("friendly.jar")));
            RunningDaemon.await(() -> daemon.members("ram").equals(List.of("memory@2.0.0")));
            assertEquals(7, DeployIT.read(client, 0));
        }
    }

    @Test
    void jarsThatAreThereAtTheStartAreCheckedToo() throws Exception {
        drop(unsigned("2.0.0"));
        daemon.configure(POLICY + RAM).start();
        daemon.refusalOf(dropped);
        assertEquals(INSTALLED, daemon.members("ram"));
    }

    @Test
    void aReloadChangesThePolicy() throws Exception {
        daemon.configure(RAM).start();
        drop(unsigned("2.0.0"));
        RunningDaemon.await(() -> daemon.members("ram").equals(List.of("memory@2.0.0")));
        daemon.configure(POLICY + RAM).server().reload(false);
        // Bundles deployed before stay in use.
        assertEquals(List.of("memory@2.0.0"), daemon.members("ram"));
        drop(unsigned("2.1.0"));
        daemon.refusalOf(dropped);
        assertEquals(List.of("memory@2.0.0"), daemon.members("ram"));
    }

    @Test
    void anUnreadableTrustStoreIsReportedAndChangesNothing() throws Exception {
        daemon.configure(POLICY + RAM);
        Files.writeString(folder.resolve("password"), "wrong\n");
        RefusedException unstarted = assertThrows(RefusedException.class, daemon::start);
        assertTrue(unstarted.getMessage().contains("check the file and its password"), unstarted.getMessage());
        daemon.configure(RAM).start();
        daemon.configure(POLICY);
        RefusedException refused =
                assertThrows(RefusedException.class, () -> daemon.server().reload(false));
        assertTrue(refused.getMessage().contains("check the file and its password"), refused.getMessage());
        assertEquals(INSTALLED, daemon.members("ram"));
    }
}
