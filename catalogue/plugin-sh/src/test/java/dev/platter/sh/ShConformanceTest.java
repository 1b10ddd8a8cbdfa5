// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.sh;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;

class ShConformanceTest extends PluginConformance {
    @TempDir
    private static Path folder;

    @Override
    protected Subject subject() {
        return Subject.of(ShPlugin.class).with("script", script().toString()).that(Trait.COSTLY_REQUESTS);
    }

    /** A script with a disk of its own. */
    private static Path script() {
        try (InputStream in = ShConformanceTest.class.getResourceAsStream("disk.sh")) {
            Path script = Files.createTempDirectory(folder, "disk").resolve("disk.sh");
            Files.copy(in, script);
            return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
