// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.stats;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("same-in-both-modes")
class StatsConformanceTest extends FilterConformance {
    @TempDir
    private static Path folder;

    @Override
    protected Subject subject() {
        return Subject.of(StatsFilter.class)
                .with("statsfile", folder.resolve("stats").toString())
                .refusing("statsfile", "/nosuch/file", "/nosuch/file")
                .refusing("statsthreshold", "101", "101")
                .refusing("statsthreshold", "-1", "-1");
    }
}
