// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import dev.platter.engine.parameters.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** README's table of all plugins and filters, made from their manual pages. */
final class ReadmeTable {
    private static final String HEADER = "| | name | |";
    private static final String RULE = "|---|---|---|";

    private final Path readme;
    private final List<String> rows;

    private ReadmeTable(Path readme, List<String> rows) {
        this.readme = readme;
        this.rows = rows;
    }

    /** The table for a repository: plugins before filters, each sorted by name. */
    static ReadmeTable of(Path root, Manual manual) {
        List<String> rows = new ArrayList<>(List.of(HEADER, RULE));
        for (Schema.Kind kind : Schema.Kind.values()) {
            for (Schema<?> schema : manual.catalogue().all(kind)) {
                for (Page page : manual.pages()) {
                    if (page.name().equals(Catalogue.page(schema))) {
                        String link = root.relativize(page.file()).toString().replace('\\', '/');
                        rows.add("| " + kind + " | [" + schema.name() + "](" + link + ") | " + schema.summary() + " |");
                    }
                }
            }
        }
        return new ReadmeTable(root.resolve("README.md"), rows);
    }

    /** The first fault of README's table, if it has one. */
    Optional<Complaint> check() throws IOException {
        List<String> lines = Files.readAllLines(readme);
        int start = lines.indexOf(HEADER);
        if (start < 0) {
            return Optional.of(new Complaint(readme, 0, "there is no table that begins with " + HEADER));
        }
        List<String> found = lines.subList(start, end(lines, start));
        if (found.equals(rows)) {
            return Optional.empty();
        }
        int same = 0;
        while (same < Math.min(found.size(), rows.size()) && found.get(same).equals(rows.get(same))) {
            same++;
        }
        String expected = same < rows.size() ? "it must say: " + rows.get(same) : "the table must end";
        return Optional.of(new Complaint(
                readme,
                start + same + 1,
                expected
                        + " (mvn package -DskipTests -DskipITs -Dformat=apply makes the table from the manual pages)"));
    }

    /** Replaces README's table. */
    void apply() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(readme));
        int start = lines.indexOf(HEADER);
        if (start >= 0) {
            List<String> old = lines.subList(start, end(lines, start));
            old.clear();
            old.addAll(rows);
            Files.writeString(readme, String.join("\n", lines) + "\n");
        }
    }

    private static int end(List<String> lines, int start) {
        int end = start;
        while (end < lines.size() && lines.get(end).startsWith("|")) {
            end++;
        }
        return end;
    }
}
