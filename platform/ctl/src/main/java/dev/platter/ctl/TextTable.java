// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import java.util.ArrayList;
import java.util.List;

/** Rows below headings, in columns as wide as their contents. */
final class TextTable {
    private static final int GAP = 2;

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Boolean> numbers = new ArrayList<>();

    /** Begins with headings; one that begins with {@code >} heads a column of numbers, which are aligned to the right. */
    TextTable(String... headings) {
        List<String> titles = new ArrayList<>();
        for (String heading : headings) {
            boolean number = heading.startsWith(">");
            numbers.add(number);
            titles.add(number ? heading.substring(1) : heading);
        }
        rows.add(titles);
    }

    /** Adds a row; its cells are made printable. */
    void row(String... cells) {
        if (cells.length != numbers.size()) {
            throw new IllegalArgumentException(cells.length + " cells below " + numbers.size() + " headings");
        }
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(cell.isEmpty() ? "-" : Printable.of(cell));
        }
        rows.add(row);
    }

    List<String> lines() {
        int[] widths = new int[numbers.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], Printable.width(row.get(column)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    @Override
    public String toString() {
        return String.join("\n", lines()) + "\n";
    }

    private String line(List<String> row, int... widths) {
        var line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            int padding = widths[column] - Printable.width(cell);
            line.repeat(' ', column == 0 ? 0 : GAP);
            if (numbers.get(column)) {
                line.repeat(' ', padding).append(cell);
            } else {
                line.append(cell).repeat(' ', padding);
            }
        }
        return line.toString().stripTrailing();
    }
}
