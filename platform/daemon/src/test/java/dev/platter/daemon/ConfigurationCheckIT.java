// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.NbdServer;
import dev.platter.host.RefusedException;
import dev.platter.memory.MemoryPlugin;
import dev.platter.server.DefinitionCheck;
import dev.platter.testkit.server.VersionedJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code platterd --check} finds reasons outside the configuration file why a start would fail. */
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
    void aCorrectConfigurationIsReportedAsInOrder() throws Exception {
        daemon.configure(MEMORY.formatted("1M"));
        assertDoesNotThrow(() -> DefinitionCheck.run(daemon.startup()));
    }

    @Test
    void everythingMissingIsReportedAtOnce() throws Exception {
        daemon.configure(MEMORY.formatted("much") + """
            [[listen]]
            unix = "encrypted"
            [tls]
            certificates = "nowhere"
            [signatures]
            trust-store = "nowhere.p12"
            """);
        RefusedException found = assertThrows(RefusedException.class, () -> DefinitionCheck.run(daemon.startup()));
        List<String> complaints = String.valueOf(found.getMessage()).lines().toList();
        assertEquals(3, complaints.size(), found.getMessage());
        assertTrue(complaints.get(0).contains("size=much"), complaints.get(0));
        assertTrue(complaints.get(1).startsWith("TLS: "), complaints.get(1));
        assertTrue(complaints.get(2).contains("the trust store " + folder.resolve("nowhere.p12")), complaints.get(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "parameters = { size = \"much\" }; 3; 16; size=much",
                "parameters = { size = \"1M\", sise = 1 }; 3; 29; unknown parameter 'sise'",
                "[export.ram.plugin.parameters]|size = [\"1M\", \"2M\"]; 4; 1; size can be given once only",
                "parameters = { }; 1; 1; needs the parameter",
            })
    void aBadParameterIsReportedAtItsOwnPlace(String parameters, int line, int column, String complaint)
            throws Exception {
        daemon.configure("");
        long before = Files.readString(daemon.configurationFile()).lines().count();
        daemon.configure("[export.ram.plugin]\nuse = \"memory\"\n" + parameters.replace('|', '\n') + "\n");
        String message = assertThrows(RefusedException.class, () -> DefinitionCheck.run(daemon.startup()))
                .getMessage();
        String place = daemon.configurationFile() + ":" + (before + line) + ":" + column + ": ";
        assertTrue(message.startsWith(place), message);
        assertTrue(message.contains(complaint), message);
    }

    @Test
    void anEmptyConfigurationIsRefused() throws Exception {
        Files.writeString(daemon.configurationFile(), "[server]\nstate = \"state\"\ndeploy = \"deploy\"\n");
        String message = assertThrows(RefusedException.class, () -> DefinitionCheck.run(daemon.startup()))
                .getMessage();
        assertTrue(message.startsWith("the configuration has neither a [[listen]] nor an [export.NAME]"), message);
    }

    @Test
    void moreMemoryForRequestsThanJavaHasIsRefusedWithBothNumbers() throws Exception {
        long there = NbdServer.largestMemory();
        daemon.configure(MEMORY.formatted("1M") + "[limits]\nmemory = " + (there + 1) + "\n");

        String checked = assertThrows(RefusedException.class, () -> DefinitionCheck.run(daemon.startup()))
                .getMessage();
        String started = assertThrows(RefusedException.class, daemon::start).getMessage();

        assertEquals(checked, started);
        assertTrue(checked.startsWith("limits.memory is " + (there + 1)), checked);
        assertTrue(checked.contains("only " + there + " bytes"), checked);
        assertTrue(checked.contains("-XX:MaxDirectMemorySize=" + (there + 1)), checked);
    }

    @Test
    void allMemoryThatJavaHasIsGivenToRequests() throws Exception {
        daemon.configure(MEMORY.formatted("1M") + "[limits]\nmemory = " + NbdServer.largestMemory() + "\n");
        assertDoesNotThrow(() -> DefinitionCheck.run(daemon.startup()));
    }

    @Test
    void aJarInTheDeployFolderIsKnown() throws Exception {
        daemon.configure("""
            [export.ram.plugin]
            use = "memory@99"
            parameters = { size = "1M" }
            """);
        assertThrows(RefusedException.class, () -> DefinitionCheck.run(daemon.startup()));

        VersionedJar.of(MemoryPlugin.class, "99.0.0").writeTo(daemon.deploy().resolve("memory-99.jar"));
        assertDoesNotThrow(() -> DefinitionCheck.run(daemon.startup()));
    }
}
