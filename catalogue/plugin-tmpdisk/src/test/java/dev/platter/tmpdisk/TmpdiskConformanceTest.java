// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tmpdisk;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The suite compares what several clients read, so all disks are links to one file. {@link TmpdiskTest} has disks that are not. */
class TmpdiskConformanceTest extends PluginConformance {
    @TempDir
    private Path folder;

    @Override
    protected Subject subject() {
        Path shared = folder.resolve("shared");
        try (RandomAccessFile file = new RandomAccessFile(shared.toFile(), "rw")) {
            file.setLength(1_000_001);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Subject.of(TmpdiskPlugin.class)
                .with("size", "1000001")
                .with("command", "ln -s '" + shared + "' \"$disk\"")
                .that(Trait.DROPS_FUA)
                .refusing("size", "banana", "banana")
                .refusing("command", "exit 7", "exited with code 7")
                .refusing("command", "true", "has made no disk")
                .refusing("disk", "x", "disk");
    }
}
