// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

import dev.platter.server.bundles.BundleState;
import dev.platter.server.bundles.BundleStatus;
import java.util.List;
import java.util.Locale;

/** The table of bundles, with those that could not be installed. */
final class BundleTable {
    private static final List<Column> COLUMNS = List.of(
            Column.words("Name"),
            Column.words("Version"),
            Column.words("Kind"),
            Column.words("State"),
            Column.numbers("Chains"),
            Column.words("Jar"));

    private BundleTable() {}

    static Table of(List<BundleStatus> bundles) {
        return new Table(
                "bundles",
                "Bundles",
                COLUMNS,
                bundles.stream().map(BundleTable::row).toList(),
                "There are no plugins and filters.");
    }

    private static List<Cell> row(BundleStatus bundle) {
        String state = bundle.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return List.of(
                Cell.name(bundle.name()),
                Cell.plain(bundle.version()),
                Cell.plain(bundle.kind()),
                Cell.state(looks(bundle.state()), state)
                        .with(bundle.problem().map(List::of).orElse(List.of())),
                Cell.number(Amounts.count(bundle.users())),
                Cell.name(bundle.jar()));
    }

    private static Cell.Looks looks(BundleState state) {
        return switch (state) {
            case ACTIVE -> Cell.Looks.GOOD;
            case AVAILABLE, ROLLED_BACK -> Cell.Looks.PLAIN;
            case RETIRING -> Cell.Looks.PASSING;
            case ORPHANED, FAILED -> Cell.Looks.BAD;
        };
    }
}
