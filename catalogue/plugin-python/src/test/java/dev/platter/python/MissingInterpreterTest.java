// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.python;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingInterpreterTest {
    @TempDir
    private Path folder;

    @Test
    void interpreterThatIsMissingIsNamedWithItsPackage() throws IOException {
        Path script = Files.createFile(folder.resolve("disk.py"));
        PythonPlugin plugin =
                new PythonPlugin(new PythonPlugin.Config(List.of(script.toString()), List.of()), "python-of-no-system");

        IOException refused = assertThrows(IOException.class, plugin::prepare);

        assertTrue(refused.getMessage().contains("python-of-no-system"), refused.getMessage());
        assertTrue(refused.getMessage().contains("package python3 on Debian"), refused.getMessage());
    }
}
