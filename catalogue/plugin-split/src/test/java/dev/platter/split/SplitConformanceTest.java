// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.split;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** One file; SplitPluginTest has several, since the suite gives each parameter once. */
class SplitConformanceTest extends PluginConformance {
    @TempDir
    private Path folder;

    @Override
    protected Subject subject() {
        return Subject.of(SplitPlugin.class)
                .with("file", file("one", 1_000_001))
                .refusing("file", folder.resolve("missing").toString(), "missing")
                .refusing("file", folder.toString(), "folder");
    }

    private String file(String name, long size) {
        Path path = folder.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return path.toString();
    }
}
