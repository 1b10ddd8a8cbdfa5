// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

import java.util.Locale;

/**
 * For people at a terminal, in nbdkit's form: {@code platter: debug: memory: open}.
 *
 * @param program the name with which the lines begin
 * @param style where a connection is named
 * @param traces whether the stack of an exception follows its message
 */
public record NbdkitFormat(String program, Style style, boolean traces) implements LineFormat {
    /** Where a connection is named. */
    public enum Style {
        /** With the client's process or address: {@code platter: error: pattern[1 pid 99]: message}. */
        OURS,
        /** Where scripts look for it, by its number alone: {@code nbdkit: pattern[1]: error: message}. */
        NBDKITS
    }

    @Override
    public String format(Entry entry) {
        String word = entry.level() == System.Logger.Level.TRACE
                ? "debug"
                : entry.level().name().toLowerCase(Locale.ROOT);
        var text = new StringBuilder();
        text.append(program).append(": ");
        if (style == Style.NBDKITS && entry.logger().endsWith("]")) {
            text.append(numbered(entry.logger())).append(": ").append(word).append(": ");
            text.append(Visible.text(entry.message())).append('\n');
        } else {
            text.append(word)
                    .append(": ")
                    .append(Visible.text(entry.sentence()))
                    .append('\n');
        }
        if (traces && entry.thrown().isPresent()) {
            for (String line : StackTrace.lines(entry.thrown().get())) {
                text.append(line.startsWith("at ") ? "\t" : "").append(line).append('\n');
            }
        }
        return text.toString();
    }

    /** The name of a connection, such as {@code pattern[1 pid 99]}, without what follows its number. */
    private static String numbered(String connection) {
        int blank = connection.indexOf(' ', connection.lastIndexOf('['));
        return blank < 0 ? connection : connection.substring(0, blank) + "]";
    }
}
