// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Runs the conformance suite for each mode. */
@Tag("same-in-both-modes")
class EvilConformanceTest {
    @TempDir
    private Path folder;

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    @Nested
    class Improbable extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(EvilFilter.class).with("evil-probability", "0").refusing("evil-count", "-1", "-1");
        }
    }

    @Nested
    class Exhausted extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(EvilFilter.class).with("evil-probability", "1e-4").with("evil-count", "0");
        }
    }

    @Nested
    class Elsewhere extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(EvilFilter.class).with("evil-probability", "1").with("evil-trigger", "/no/such/file");
        }
    }

    @Nested
    class Logging extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(EvilFilter.class).with("evil-probability", "0").with("evil-log", file("lies.json"));
        }
    }
}
