// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import java.util.Locale;

/**
 * For people at a terminal, in nbdkit's form: {@code platter: debug: memory: open}.
 *
 * @param program the name with which the lines begin
 * @param traces whether the stack of an exception follows its message
 */
public record NbdkitFormat(String program, boolean traces) implements LineFormat {
    @Override
    public String format(Entry entry) {
        String word = entry.level() == System.Logger.Level.TRACE
                ? "debug"
                : entry.level().name().toLowerCase(Locale.ROOT);
        var text = new StringBuilder();
        text.append(program).append(": ").append(word).append(": ");
        text.append(Visible.text(entry.sentence())).append('\n');
        if (traces && entry.thrown().isPresent()) {
            for (String line : StackTrace.lines(entry.thrown().get())) {
                text.append(line.startsWith("at ") ? "\t" : "").append(line).append('\n');
            }
        }
        return text.toString();
    }
}
