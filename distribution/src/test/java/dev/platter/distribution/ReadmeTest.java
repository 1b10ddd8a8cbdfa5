// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** README lists every plugin and filter. */
class ReadmeTest {
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
