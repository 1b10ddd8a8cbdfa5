// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.floppy;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

class FloppyConformanceTest extends PluginConformance {
    @TempDir
    private Path folder;

    @Override
    protected Subject subject() {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        // The suite looks at what is beside it too, where nobody else may write.
        Path files = folder.resolve("files");
        try {
            Files.createDirectories(files.resolve("below/empty"));
            Files.write(files.resolve("file.bin"), content);
            Files.write(files.resolve("below/other.bin"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Subject.of(FloppyPlugin.class)
                .with("dir", files.toString())
                .that(Trait.FIXED_CONTENT)
                .refusing("dir", "/no/such/folder", "/no/such/folder")
                .refusing("size", "1M", "1048576")
                .refusing("size", "4T", "MBR");
    }
}
