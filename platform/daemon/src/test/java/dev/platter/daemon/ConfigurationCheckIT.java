// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.host.HostException;
import dev.platter.memory.MemoryPlugin;
import dev.platter.server.DefinitionCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code platterd --check} finds beyond what stands in the configuration: what a start would fail for. */
@Timeout(60)
class ConfigurationCheckIT {
    private static final String MEMORY = """
        [export.ram.plugin]
        use = "memory"
        parameters = { size = "%s" }
        """;

    @TempDir
    private Path folder;

    private RunningDaemon daemon;

    @BeforeEach
    void prepare() throws IOException {
        daemon = new RunningDaemon(folder, MemoryPlugin.class);
    }

    @Test
    void whatIsInOrderIsSaidToBe() throws Exception {
        daemon.configure(MEMORY.formatted("1M"));
        assertDoesNotThrow(() -> DefinitionCheck.run(daemon.startup()));
    }

    @Test
    void whatIsMissingIsSaidAtOnce() throws Exception {
        daemon.configure(MEMORY.formatted("much") + """
            [[listen]]
            unix = "encrypted"
            [tls]
            certificates = "nowhere"
            [signatures]
            trust-store = "nowhere.p12"
            """);
        HostException found = assertThrows(HostException.class, () -> DefinitionCheck.run(daemon.startup()));
        List<String> complaints = String.valueOf(found.getMessage()).lines().toList();
        assertEquals(3, complaints.size(), found.getMessage());
        assertTrue(complaints.get(0).contains("size=much"), complaints.get(0));
        assertTrue(complaints.get(1).startsWith("TLS: "), complaints.get(1));
        assertTrue(complaints.get(2).contains("the trust store " + folder.resolve("nowhere.p12")), complaints.get(2));
    }

    @Test
    void aJarInTheDeployFolderIsKnown() throws Exception {
        daemon.configure("""
            [export.ram.plugin]
            use = "memory@99"
            parameters = { size = "1M" }
            """);
        assertThrows(HostException.class, () -> DefinitionCheck.run(daemon.startup()));

        VersionedJar.of(MemoryPlugin.class, "99.0.0").writeTo(daemon.deploy().resolve("memory-99.jar"));
        assertDoesNotThrow(() -> DefinitionCheck.run(daemon.startup()));
    }
}
