// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.error;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Runs the conformance suite for each mode. */
@Tag("same-in-both-modes")
class ErrorConformanceTest {
    @TempDir
    private Path folder;

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String present() {
        try {
            return Files.writeString(folder.resolve("present"), "").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nested
    class Never extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(ErrorFilter.class).with("error-rate", "0");
        }
    }

    @Nested
    class Sometimes extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(ErrorFilter.class)
                    .with("error-rate", "10%")
                    .that(Trait.FAILS_ON_PURPOSE)
                    .refusing("error", "EBANANA", "EBANANA");
        }
    }

    @Nested
    class WithoutTheFile extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(ErrorFilter.class).with("error-rate", "100%").with("error-file", file("absent"));
        }
    }

    @Nested
    class WithTheFile extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(ErrorFilter.class)
                    .with("error-rate", "10%")
                    .with("error-file", present())
                    .that(Trait.FAILS_ON_PURPOSE);
        }
    }
}
