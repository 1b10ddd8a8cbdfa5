// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.python;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Each of its many instances is a Python that starts, which takes long. */
@Tag("long")
class PythonConformanceTest extends PluginConformance {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void pythonIsThere() {
        Python.require();
    }

    @Override
    protected Subject subject() {
        return Subject.of(PythonPlugin.class)
                .with("script", script().toString())
                .that(Trait.COSTLY_REQUESTS);
    }

    private static Path script() {
        try (InputStream in = PythonConformanceTest.class.getResourceAsStream("disk.py")) {
            Path script = Files.createTempDirectory(folder, "disk").resolve("disk.py");
            Files.copy(in, script);
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
