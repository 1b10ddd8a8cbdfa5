package dev.platter.hardening;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** docs/compatibility.md: its table has a line for each {@link Question}, and all around it is written by people. */
final class CompatibilityPage {
    private static final String BEGIN = "<!-- The table is written by CompatibilityIT. -->";
    private static final Path FILE = Path.of("..", "docs", "compatibility.md");

    private CompatibilityPage() {}

    /** What one server answers, under its name. */
    record Column(String server, Map<Question, String> answers) {}

    /** The lines of the table, Platter's column first. */
    static List<String> table(List<Column> columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder("| What is asked |");
        StringBuilder rule = new StringBuilder("|---|");
        for (Column column : columns) {
            head.append(' ').append(column.server()).append(" |");
            rule.append("---|");
        }
        lines.add(head + " What decides |");
        lines.add(rule + "---|");
        for (Question question : Question.values()) {
            StringBuilder line = new StringBuilder("| " + question.title() + " |");
            for (Column column : columns) {
                line.append(' ').append(column.answers().get(question)).append(" |");
            }
            lines.add(line + " " + question.decides() + " |");
        }
        return lines;
    }

    /** The lines of the table as the page has them. */
    static List<String> published() throws IOException {
        List<String> all = Files.readAllLines(FILE);
        return all.stream()
                .dropWhile(line -> !line.equals(BEGIN))
                .skip(1)
                .filter(line -> line.startsWith("|"))
                .toList();
    }

    /** Replaces all that stands behind its beginning. */
    static void publish(List<String> table) throws IOException {
        List<String> all = new ArrayList<>(Files.readAllLines(FILE).stream()
                .takeWhile(line -> !line.equals(BEGIN))
                .toList());
        all.add(BEGIN);
        all.add("");
        all.addAll(table);
        Files.write(FILE, all);
    }
}
