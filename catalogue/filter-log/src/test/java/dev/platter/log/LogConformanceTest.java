// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("same-in-both-modes")
class LogConformanceTest extends FilterConformance {
    @TempDir
    private Path folder;

    @Override
    protected Subject subject() {
        return Subject.of(LogFilter.class)
                .with("logfile", folder.resolve("log").toString())
                .refusing("logfile", "/no/such/folder/log", "/no/such/folder/log");
    }
}
