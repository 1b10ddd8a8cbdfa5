// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A file whose reads and writes go past the system's cache. */
@Tag("same-in-both-modes")
@EnabledOnOs(OS.LINUX)
class DirectConformanceTest extends PluginConformance {
    @TempDir
    private Path folder;

    @Override
    protected Subject subject() {
        Path path = folder.resolve("disk");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(245 * 4096);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Subject.of(FilePlugin.class).with("file", path.toString()).with("direct", "true");
    }
}
