// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.extentlist;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The list says that all of the largest disk is data, which is right whatever the suite writes. */
@Tag("same-in-both-modes")
class ExtentListConformanceTest extends FilterConformance {
    @TempDir
    private static Path folder;

    @Override
    protected Subject subject() {
        try {
            Path file = Files.writeString(folder.resolve("list"), "0 1E\n");
            Path wrong = Files.writeString(folder.resolve("wrong"), "0 1M\n1k 1k\n");
            return Subject.of(ExtentListFilter.class)
                    .with("extentlist", file.toString())
                    .refusing("extentlist", "/nosuch/file", "/nosuch/file")
                    .refusing("extentlist", wrong.toString(), wrong.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
