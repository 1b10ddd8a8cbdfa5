// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import java.util.List;
import java.util.Locale;

/**
 * A table of the page.
 *
 * @param id its id for the script; a literal of ours
 * @param title its heading; a literal of ours
 * @param columns its columns; literals of ours
 * @param rows its rows, each with one cell per column
 * @param nothing the text for a table without rows
 */
record Table(String id, String title, List<Column> columns, List<List<Cell>> rows, String nothing) {
    void write(Html html) {
        html.markup("<section><h2>").text(title).markup("</h2>\n<table><thead><tr>");
        for (Column column : columns) {
            html.markup(column.numeric() ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">")
                    .text(column.title())
                    .markup("</th>");
        }
        html.markup("</tr></thead>\n<tbody data-live id=\"").text(id).markup("\">\n");
        if (rows.isEmpty()) {
            html.markup("<tr><td class=\"nothing\" colspan=\"")
                    .text(Integer.toString(columns.size()))
                    .markup("\">")
                    .text(nothing)
                    .markup("</td></tr>\n");
        }
        for (List<Cell> row : rows) {
            html.markup("<tr>");
            for (int i = 0; i < columns.size(); i++) {
                write(html, columns.get(i), row.get(i));
            }
            html.markup("</tr>\n");
        }
        html.markup("</tbody></table></section>\n");
    }

    /** Writes a cell. On a narrow screen a row becomes a card, and each cell is shown with the title of its column. */
    private static void write(Html html, Column column, Cell cell) {
        html.markup("<td class=\"")
                .text(cell.looks().name().toLowerCase(Locale.ROOT))
                .markup("\" data-title=\"")
                .text(column.title())
                .markup("\"><span>");
        cell.link().ifPresent(address -> html.markup("<a href=\"").text(address).markup("\">"));
        html.text(cell.text()).markup(cell.link().isPresent() ? "</a></span>" : "</span>");
        for (String note : cell.notes()) {
            html.markup("<small>").text(note).markup("</small>");
        }
        html.markup("</td>");
    }
}
