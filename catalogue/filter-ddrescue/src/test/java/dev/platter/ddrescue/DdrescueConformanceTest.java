// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ddrescue;

import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import dev.platter.testkit.conformance.Trait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("same-in-both-modes")
class DdrescueConformanceTest extends FilterConformance {
    @TempDir
    private static Path folder;

    @Override
    protected Subject subject() {
        try {
            Path map = Files.writeString(
                    folder.resolve("map"), "0 + 1\n0 0x8000 +\n0x8000 0x1000 -\n0x9000 0x800000000 +\n");
            Path wrong = Files.writeString(folder.resolve("wrong"), "0 + 1\n0 -5 +\n");
            return Subject.of(DdrescueFilter.class)
                    .that(Trait.FIXED_CONTENT, Trait.FAILS_ON_PURPOSE)
                    .with("ddrescue-mapfile", map.toString())
                    .refusing("ddrescue-mapfile", "/nosuch/file", "/nosuch/file")
                    .refusing("ddrescue-mapfile", wrong.toString(), wrong + ", line 2");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
