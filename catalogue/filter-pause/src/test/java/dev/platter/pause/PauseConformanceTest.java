// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.pause;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("same-in-both-modes")
class PauseConformanceTest extends FilterConformance {
    @TempDir
    private static Path folder;

    @Override
    protected Subject subject() {
        return Subject.of(PauseFilter.class)
                .that(Trait.COMPLETES_LATER)
                .with("pause-control", folder.resolve("control").toString())
                .refusing("pause-control", "/nosuch/socket", "/nosuch/socket");
    }
}
