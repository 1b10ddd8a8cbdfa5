// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.linuxdisk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

class LinuxdiskConformanceIT extends PluginConformance {
    @TempDir
    private Path folder;

    @Override
    protected Subject subject() {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/sbin/mke2fs")) || Files.isExecutable(Path.of("/sbin/mke2fs")),
                "needs mke2fs, of Debian's package e2fsprogs, on this system itself");
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        // The suite looks at what is beside it too, where nobody else may write.
        Path files = folder.resolve("files");
        try {
            Files.write(Files.createDirectories(files).resolve("file.bin"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Subject.of(LinuxdiskPlugin.class)
                .with("dir", files.toString())
                .that(Trait.FIXED_CONTENT)
                .refusing("dir", "/no/such/folder", "/no/such/folder")
                .refusing("type", "xfs", "xfs")
                .refusing("size", "100k", "mke2fs");
    }
}
