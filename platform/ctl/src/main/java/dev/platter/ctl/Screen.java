// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A terminal that is redrawn repeatedly, with the few escape sequences that all terminals know.
 *
 * @param rows how many lines it has
 */
record Screen(int rows) {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}");
    private static final int USUAL = 24;
    private static final String HOME = "\033[H";
    private static final String ERASE_TO_END_OF_LINE = "\033[K";
    private static final String ERASE_BELOW = "\033[J";

    /** Cuts long lines, which would push others off the screen. */
    private static final String CUT = "\033[?7l";

    private static final String WRAP = "\033[?7h";

    /** A screen of the size that the launcher has found. */
    static Screen of(Map<String, String> environment) {
        String lines = environment.getOrDefault("LINES", "");
        return new Screen(NUMBER.matcher(lines).matches() ? Integer.parseInt(lines) : USUAL);
    }

    /** The output that clears the screen and shows the lines, as many as fit. */
    String frame(List<String> lines) {
        int room = rows - 1;
        var frame = new StringBuilder(HOME).append(CUT);
        int shown = lines.size() <= room ? lines.size() : room - 1;
        for (String line : lines.subList(0, shown)) {
            frame.append(line).append(ERASE_TO_END_OF_LINE).append('\n');
        }
        if (shown < lines.size()) {
            frame.append("and ")
                    .append(lines.size() - shown)
                    .append(" more")
                    .append(ERASE_TO_END_OF_LINE)
                    .append('\n');
        }
        return frame.append(ERASE_BELOW).append(WRAP).toString();
    }
}
