// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import dev.platter.engine.parameters.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table of all plugins and filters that a text has, made from their manual pages. If it has several, such as the release
 * notes, which keep those of earlier releases, this is the first.
 */
final class CatalogueTable {
    private static final String HEADER = "| | name | |";
    private static final String RULE = "|---|---|---|";

    private final Path text;
    private final List<String> rows;

    private CatalogueTable(Path text, List<String> rows) {
        this.text = text;
        this.rows = rows;
    }

    /** The table for a text: plugins before filters, each sorted by name, with links to their pages. */
    static CatalogueTable of(Path text, Manual manual) {
        List<String> rows = new ArrayList<>(List.of(HEADER, RULE));
        for (Schema.Kind kind : Schema.Kind.values()) {
            for (Schema<?> schema : manual.catalogue().all(kind)) {
                for (Page page : manual.pages()) {
                    if (page.name().equals(Catalogue.page(schema))) {
                        String link = text.resolveSibling("")
                                .relativize(page.file())
                                .toString()
                                .replace('\\', '/');
                        rows.add("| " + kind + " | [" + schema.name() + "](" + link + ") | " + schema.summary() + " |");
                    }
                }
            }
        }
        return new CatalogueTable(text, rows);
    }

    /** The first fault of the table, if it has one. */
    Optional<Complaint> check() throws IOException {
        List<String> lines = Files.readAllLines(text);
        int start = lines.indexOf(HEADER);
        if (start < 0) {
            return Optional.of(new Complaint(text, 0, "there is no table that begins with " + HEADER));
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
                text,
                start + same + 1,
                expected
                        + " (mvn package -DskipTests -DskipITs -Dformat=apply makes the table from the manual pages)"));
    }

    /** Replaces the table. */
    void apply() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(text));
        int start = lines.indexOf(HEADER);
        if (start >= 0) {
            List<String> old = lines.subList(start, end(lines, start));
            old.clear();
            old.addAll(rows);
            Files.writeString(text, String.join("\n", lines) + "\n");
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
