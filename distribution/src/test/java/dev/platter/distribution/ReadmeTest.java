// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.NbdPlugin;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README lists every plugin and filter, and what it shows compiles. */
class ReadmeTest {
    private static final Pattern PLUGIN = Pattern.compile("(?s)```java\n(.*?)```");

    private static final String FILTER = """
        import dev.platter.api.*;
        import dev.platter.api.parameters.*;

        @NbdFilter(name = "same", summary = "changes nothing", contents = Contents.NONE)
        public record SameFilter(Config config) implements Filter {
            public record Config(@Parameter(defaultValue = "1", help = "How often.") int times) {}

            @Override
            public Disk open(Opener next, Client client) throws java.io.IOException {
                return new ForwardingDisk(next.open(client)) {};
            }
        }
        """;

    /** They have the api's jar and nothing else: the annotations that its classes refer to, OSGi's among them, are missing. */
    @Test
    void authorsCompileWithoutAWarningAgainstTheApiAlone(@TempDir Path folder) throws Exception {
        Matcher plugin = PLUGIN.matcher(Files.readString(Modules.root().resolve("README.md")));
        assertTrue(plugin.find());
        Path api = Path.of(NbdPlugin.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        StringWriter said = new StringWriter();
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        new PrintWriter(said),
                        new PrintWriter(said),
                        "-Xlint:all",
                        "-Werror",
                        "-classpath",
                        api.toString(),
                        "-d",
                        folder.toString(),
                        Files.writeString(folder.resolve("OnesPlugin.java"), plugin.group(1))
                                .toString(),
                        Files.writeString(folder.resolve("SameFilter.java"), FILTER)
                                .toString());
        assertEquals("", said.toString());
        assertEquals(0, status);
    }

    @Test
    void everyPluginAndFilterIsInTheTable() throws IOException {
        List<String> table = Files.readAllLines(Modules.root().resolve("README.md")).stream()
                .filter(line -> line.startsWith("| plugin |") || line.startsWith("| filter |"))
                .toList();
        List<String> missing = Modules.find(Modules.root()).stream()
                .filter(module -> module.artifactId().matches("(plugin|filter)-.*"))
                .map(module -> "](" + module.path() + "/src/main/manual/")
                .filter(link -> table.stream().noneMatch(row -> row.contains(link)))
                .toList();
        assertEquals(List.of(), missing, "links that the table in README.md does not have");
    }
}
