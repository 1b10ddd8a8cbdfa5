// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of docs/testing.md are compiled and run here. */
class DocumentationTest {
    private static final Path SOURCES = Path.of("src/test/java/dev/platter/testkit/example");
    private static final Pattern CLASS = Pattern.compile("```java\n(class (\\w+) .*?)```", Pattern.DOTALL);

    @Test
    void examplesOfTheDocumentationAreTheseClasses() throws IOException {
        String text = Files.readString(Path.of("../docs/testing.md"));

        List<MatchResult> examples = CLASS.matcher(text).results().toList();

        assertEquals(2, examples.size());
        for (MatchResult example : examples) {
            String source = Files.readString(SOURCES.resolve(example.group(2) + ".java"));
            assertTrue(
                    source.endsWith("\n\n" + example.group(1)), example.group(2) + " differs from the documentation");
        }
    }
}
