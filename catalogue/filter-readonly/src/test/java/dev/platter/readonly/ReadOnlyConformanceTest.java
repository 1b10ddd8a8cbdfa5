// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.readonly;

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
class ReadOnlyConformanceTest {
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
    class Always extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(ReadOnlyFilter.class);
        }
    }

    @Nested
    class WithoutTheFile extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(ReadOnlyFilter.class).with("readonly-file", file("absent"));
        }
    }

    @Nested
    class WithTheFile extends FilterConformance {
        @Override
        protected Subject subject() {
            return Subject.of(ReadOnlyFilter.class)
                    .with("readonly-file", present())
                    .that(Trait.FAILS_ON_PURPOSE);
        }
    }
}
