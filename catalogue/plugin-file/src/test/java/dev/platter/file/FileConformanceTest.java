// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * Has no power cut: no process can make its system forget what was written to a file. {@link PowerCutIT} puts storage
 * below the file that forgets, and {@link DurabilityTest} watches the syncs.
 */
class FileConformanceTest extends PluginConformance {
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
        return Subject.of(FilePlugin.class)
                .with("file", sparse("disk", 1_000_001))
                .wide("file", sparse("large", 8L << 30))
                .refusing("file", "/no/such/file", "/no/such/file");
    }
}
