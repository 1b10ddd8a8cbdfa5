// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import dev.platter.api.Export;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads lists of exports: names alone, names and descriptions in turn, or first all names and then all descriptions. The last description
 * may be missing.
 */
final class Exports {
    private Exports() {}

    /**
     * Reads a list.
     *
     * @param lines what a script has printed
     * @throws IOException if a name or a description is longer than the protocol allows
     */
    static List<Export> parse(List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            return List.of();
        }
        List<String> rest = lines.subList(1, lines.size());
        int pairs = (rest.size() + 1) / 2;
        try {
            return switch (lines.getFirst()) {
                case "NAMES" -> names(rest);
                case "INTERLEAVED" -> pairs(rest, pairs, 1, 2);
                case "NAMES+DESCRIPTIONS" -> pairs(rest, pairs, pairs, 1);
                default -> names(lines);
            };
        } catch (IllegalArgumentException e) {
            throw new IOException("the list of exports cannot be used: " + e.getMessage(), e);
        }
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
    private static List<Export> pairs(List<String> lines, int count, int description, int step) {
        List<Export> exports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int described = i * step + description;
            exports.add(new Export(lines.get(i * step), described < lines.size() ? lines.get(described) : ""));
        }
        return exports;
    }
}
