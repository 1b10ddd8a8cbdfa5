// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import java.time.temporal.ChronoUnit;

/**
 * For people: {@code 2026-11-23T20:00:00Z INFO vm1: memory: message}. Further lines of a record follow, each after a tab; no
 * record begins with a tab.
 */
final class TextFormat implements LineFormat {
    @Override
    public String format(Entry entry) {
        var text = new StringBuilder();
        text.append(entry.time().truncatedTo(ChronoUnit.SECONDS))
                .append(' ')
                .append(entry.level())
                .append(' ')
                .append(Visible.text(entry.sentence()))
                .append('\n');
        entry.thrown()
                .ifPresent(thrown -> StackTrace.lines(thrown)
                        .forEach(line ->
                                text.append('\t').append(Visible.text(line)).append('\n')));
        return text.toString();
    }
}
