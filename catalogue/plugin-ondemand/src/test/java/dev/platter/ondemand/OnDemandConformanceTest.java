// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ondemand;

import dev.platter.testkit.conformance.PluginConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The suite has several clients on one disk. */
class OnDemandConformanceTest extends PluginConformance {
    @TempDir
    private Path folder;

    @Override
    protected Subject subject() {
        return Subject.of(OnDemandPlugin.class)
                .with("dir", disks().toString())
                .with("size", "1000001")
                .with("share", "true")
                .with("command", "truncate -s $size \"$disk\"")
                .refusing("dir", folder.resolve("missing").toString(), "missing")
                .refusing("size", "banana", "banana")
                .refusing("disk", "x", "disk")
                .refusing("foo-bar", "x", "foo-bar")
                .refusing("command", "exit 3", "code 3")
                .refusing("command", "true", "has not made");
    }

    /** The suite looks at what is beside it too, where nobody else may write. */
    private Path disks() {
        try {
            return Files.createDirectories(folder.resolve("disks"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
