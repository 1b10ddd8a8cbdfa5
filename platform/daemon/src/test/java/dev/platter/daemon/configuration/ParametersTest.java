// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.platter.api.parameters.KeyValue;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.MemberDefinition;
import dev.platter.server.definition.PlacedDefinition;
import dev.platter.server.definition.PlacedDefinition.ExportPositions;
import dev.platter.server.definition.PlacedDefinition.Position;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plugins and filters get their parameters as written: as text, in order, with the place of each key. */
class ParametersTest {
    @TempDir
    Path folder;

    @Test
    void theOrderIsKeptAndAnArrayIsARepeatedKey() throws Exception {
        MemberDefinition plugin = parameters("zeta = 1, alpha = [\"x\", \"y\"], \"a.b\" = true, none = []");
        assertEquals(
                List.of(
                        new KeyValue("zeta", "1", folder),
                        new KeyValue("alpha", "x", folder),
                        new KeyValue("alpha", "y", folder),
                        new KeyValue("a.b", "true", folder)),
                plugin.parameters());
    }

    @ParameterizedTest
    @CsvSource({"0x10, 16", "-1, -1", "1_000, 1000", "0.5, 0.5", "1e-6, 0.0000010", "false, false", "'\"\"', ''"})
    void valuesBecomeText(String written, String text) throws Exception {
        assertEquals(
                List.of(new KeyValue("k", text, folder)),
                parameters("k = " + written).parameters());
    }

    private MemberDefinition parameters(String parameters) throws Exception {
        return new Etc(folder)
                .main(Etc.EXPORT + "parameters = { " + parameters + " }\n")
                .vm1()
                .plugin();
    }

    @Test
    void pathsInADropInBeginAtItsFolder() throws Exception {
        ExportDefinition export = new Etc(folder)
                .main("")
                .file("conf.d/vm1.toml", "[export.vm1.plugin]\nuse = \"../mine.jar\"\nparameters.file = \"disk\"\n")
                .vm1();
        assertEquals(folder.resolve("mine.jar").toString(), export.plugin().reference());
        assertEquals(
                folder.resolve("conf.d/disk"),
                export.plugin().parameters().getFirst().path());
    }

    @Test
    void everyKeyHasAPlace() throws Exception {
        PlacedDefinition configuration = new Etc(folder)
                .main(Etc.EXPORT + "parameters = { size = \"1G\" }\n[[export.vm1.filter]]\nuse = \"offset\"\n"
                        + "[export.vm1.filter.parameters]\n  offset = \"1M\"\n")
                .read();
        ExportPositions positions = configuration.positions().get("vm1");
        Path file = folder.resolve("platter.toml");
        assertEquals(new Position(file, 1, 1), positions.export());
        assertEquals(new Position(file, 3, 16), positions.plugin().parameter("size"));
        assertEquals(new Position(file, 1, 1), positions.plugin().parameter("missing"));
        assertEquals(new Position(file, 4, 1), positions.filters().getFirst().member());
        assertEquals(new Position(file, 7, 3), positions.filters().getFirst().parameter("offset"));
    }

    @Test
    void aMovedExportIsEqual() throws Exception {
        ExportDefinition export = new Etc(folder).main(Etc.EXPORT).vm1();
        assertEquals(export, new Etc(folder).main("\n# moved\n  " + Etc.EXPORT).vm1());
    }

    @Test
    void aDefinitionInALogShowsNoPassword() throws Exception {
        assertFalse(new Etc(folder)
                .main(Etc.EXPORT + "parameters = { password = \"sesame\" }\n")
                .server()
                .toString()
                .contains("sesame"));
    }
}
