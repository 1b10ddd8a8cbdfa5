// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitioning;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Writes to the table are refused. What a disk of regions does with other requests is shown by the tests of the library. */
class PartitioningConformanceTest extends PluginConformance {
    @TempDir
    private Path folder;

    private String sparse(String name, long size) {
        Path path = folder.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return path.toString();
    }

    @Override
    protected Subject subject() {
        return Subject.of(PartitioningPlugin.class)
                .with("alignment", "4k")
                .with("file", sparse("disk", 1_000_001))
                .that(Trait.FAILS_ON_PURPOSE)
                .refusing("file", "/no/such/file", "/no/such/file")
                .refusing("alignment", "1000", "multiple");
    }
}
