// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.libc.Ring;
import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The suite over a file by the built-in io_uring. It has no power cut: no process can make its system forget what was written. */
abstract class FileConformance extends PluginConformance {
    @TempDir
    private Path folder;

    @BeforeEach
    void needsIoUring() {
        assumeTrue(Ring.objection().isEmpty(), () -> Ring.objection().orElseThrow());
    }

    /** The plugin over a file of a size. */
    final Subject over(long size) {
        return Subject.of(BlkioPlugin.class)
                .with("driver", "io_uring")
                .with("engine", "builtin")
                .with("path", sparse("disk", size))
                .wide("path", sparse("large", 8L << 30))
                .refusing("path", "/no/such/file", "/no/such/file");
    }

    private String sparse(String name, long size) {
        Path path = folder.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return path.toString();
    }
}
