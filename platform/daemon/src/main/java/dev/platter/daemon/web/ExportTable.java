// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import dev.platter.server.steering.ExportStatus;
import java.util.ArrayList;
import java.util.List;

/** The table of exports and retiring chains. */
final class ExportTable {
    private static final List<Column> COLUMNS = List.of(
            Column.words("Export"),
            Column.words("State"),
            Column.words("Chain"),
            Column.words("Access"),
            Column.numbers("Connections"),
            Column.numbers("IOPS"),
            Column.numbers("Read MB/s"),
            Column.numbers("Write MB/s"));

    private ExportTable() {}

    static Table of(List<ExportStatus> exports, Rates rates) {
        return new Table(
                "exports",
                "Exports",
                COLUMNS,
                exports.stream().map(export -> row(export, rates)).toList(),
                "Nothing is served.");
    }

    private static List<Cell> row(ExportStatus export, Rates rates) {
        Cell name = Cell.name(ExportPage.shown(export.name()));
        List<Cell> row = new ArrayList<>(List.of(
                export.state().equals("serving") ? name.leadingTo(ExportPage.address(export.name())) : name,
                Cell.state(looks(export.state()), export.state())
                        .with(export.problem().map(List::of).orElse(export.hung())),
                Cell.name(String.join(" → ", export.members())),
                Cell.plain(access(export)),
                Cell.number(Amounts.count(export.connections()))));
        if (export.state().equals("serving")) {
            Rate rate = rates.of(export);
            row.add(Cell.number(Amounts.count(Math.round(rate.requests()))));
            row.add(Cell.number(Amounts.megabytes(rate.read())));
            row.add(Cell.number(Amounts.megabytes(rate.written())));
        } else {
            // Traffic is counted per name, and shown in the row of the serving export.
            row.addAll(List.of(Cell.number(""), Cell.number(""), Cell.number("")));
        }
        return row;
    }

    private static Cell.Looks looks(String state) {
        return switch (state) {
            case "serving" -> Cell.Looks.GOOD;
            case "retiring" -> Cell.Looks.PASSING;
            default -> Cell.Looks.BAD;
        };
    }

    private static String access(ExportStatus export) {
        return (export.readOnly() ? "read-only" : "read-write") + (export.tls() ? ", TLS only" : "");
    }
}
