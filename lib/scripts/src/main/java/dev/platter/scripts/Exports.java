// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import dev.platter.api.Export;
import java.util.ArrayList;
import java.util.List;

/** Reads lists of exports: names alone, names and descriptions in turn, or first all names and then all descriptions. */
final class Exports {
    private Exports() {}

    static List<Export> parse(String text) {
        List<String> lines = text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
        if (lines.isEmpty()) {
            return List.of();
        }
        List<String> rest = lines.subList(1, lines.size());
        return switch (lines.getFirst()) {
            case "NAMES" -> names(rest);
            case "INTERLEAVED" -> pairs(rest, 1, 2);
            case "NAMES+DESCRIPTIONS" -> pairs(rest, rest.size() / 2, 1);
            default -> names(lines);
        };
    }

    private static List<Export> names(List<String> lines) {
        return lines.stream().map(name -> new Export(name, "")).toList();
    }

    /**
     * Reads names with descriptions.
     *
     * @param description how many lines after its name
     * @param step how many lines after a name the next one comes
     */
    private static List<Export> pairs(List<String> lines, int description, int step) {
        List<Export> exports = new ArrayList<>();
        for (int i = 0; i < lines.size() / 2; i++) {
            exports.add(new Export(lines.get(i * step), lines.get(i * step + description)));
        }
        return exports;
    }
}
