// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Each call is a process, and the suite makes fewer of them on a small disk. */
@Tag("same-in-both-modes")
class ScriptsConformanceTest extends PluginConformance {
    @TempDir
    static Path folder;

    @BeforeAll
    static void makeADisk() throws IOException {
        Files.copy(Path.of("disk.sh"), folder.resolve("disk.sh"));
        folder.resolve("disk.sh").toFile().setExecutable(true);
        try (RandomAccessFile image =
                new RandomAccessFile(folder.resolve("disk.img").toFile(), "rw")) {
            image.setLength(601);
        }
    }

    @Override
    protected Subject subject() {
        return Subject.of(ScriptsPlugin.class)
                .with("script", folder.resolve("disk.sh").toString())
                .with("threads", "parallel")
                .refusing("script", "/no/such/script", "/no/such/script");
    }
}
