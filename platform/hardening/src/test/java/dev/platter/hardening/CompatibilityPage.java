// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** docs/compatibility.md: its table has a line for each {@link Question}; people write the text around the tables. */
final class CompatibilityPage {
    private static final String BEGIN = "<!-- The table is written by WriteCompatibilityPage. -->";
    private static final String BEGIN_OF_CORPUS = "<!-- This table too. -->";
    private static final Path FILE = Path.of("..", "..", "docs", "compatibility.md");

    private CompatibilityPage() {}

    /** The answers of one server. */
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

    /** The lines of the table that are now in the page. */
    static List<String> published() throws IOException {
        List<String> all = Files.readAllLines(FILE);
        return all.stream()
                .dropWhile(line -> !line.equals(BEGIN))
                .skip(1)
                .dropWhile(String::isEmpty)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    /** The wrong answers to the sessions of the fuzzer's corpus: an example of each sort, and how many sessions have it. */
    static List<String> corpus(Map<String, Map<String, String>> verdictsByServer) {
        List<String> lines = new ArrayList<>(List.of(
                "| The judge's complaint, for example | Server | Sessions | What decides |", "|---|---|---|---|"));
        verdictsByServer.forEach((server, verdicts) -> {
            Map<Complaint, List<String>> complaints = verdicts.values().stream()
                    .filter(verdict -> !verdict.equals(CorpusColumn.AS_IT_MUST))
                    .sorted()
                    .collect(groupingBy(Complaint::of, TreeMap::new, toList()));
            complaints.forEach((complaint, said) -> lines.add("| " + said.getFirst() + " | " + server + " | "
                    + said.size() + " of " + verdicts.size() + " | " + complaint.decides() + " |"));
        });
        return lines;
    }

    static void publish(List<String> questions, List<String> corpus) throws IOException {
        List<String> all = Files.readAllLines(FILE);
        replace(all, BEGIN, questions);
        replace(all, BEGIN_OF_CORPUS, corpus);
        Files.write(FILE, all);
    }

    /** Replaces the table that follows a line. */
    private static void replace(List<String> page, String behind, List<String> table) {
        int at = page.indexOf(behind) + 2;
        int end = at;
        while (end < page.size() && page.get(end).startsWith("|")) {
            end++;
        }
        page.subList(at, end).clear();
        page.addAll(at, table);
    }
}
