// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.log;

/**
 * For systemd's journal, which adds the time itself, and reads the priority from the beginning of each line (sd-daemon(3)):
 * {@code <6>vm1: memory: message}.
 */
final class JournalFormat implements LineFormat {
    @Override
    public String format(Entry entry) {
        String priority = "<" + priority(entry.level()) + ">";
        var text = new StringBuilder();
        text.append(priority).append(Visible.text(entry.sentence())).append('\n');
        entry.thrown()
                .ifPresent(thrown -> StackTrace.lines(thrown)
                        .forEach(line -> text.append(priority)
                                .append('\t')
                                .append(Visible.text(line))
                                .append('\n')));
        return text.toString();
    }

    /** The numbers of syslog(3). */
    static int priority(System.Logger.Level level) {
        return switch (level) {
            case ERROR, OFF -> 3;
            case WARNING -> 4;
            case INFO, ALL -> 6;
            case DEBUG, TRACE -> 7;
        };
    }
}
