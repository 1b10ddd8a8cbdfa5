// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.profiler;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the frames in a page that async-profiler has drawn. */
final class FlameGraphFrames {
    private static final Pattern POOL = Pattern.compile("const cpool = \\[\\n(.*?)\\n];", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'");

    private FlameGraphFrames() {}

    /** Each name begins with a character that says how many letters it shares with the one before, counted from the blank. */
    static List<String> of(String page) {
        Matcher pool = POOL.matcher(page);
        if (!pool.find()) {
            throw new AssertionError("this is no flame graph: " + page);
        }
        List<String> names = new ArrayList<>();
        String before = "";
        for (Matcher name = NAME.matcher(pool.group(1)); name.find(); ) {
            String text = name.group(1).replace("\\\\", "\\").replace("\\'", "'");
            if (!names.isEmpty()) {
                text = before.substring(0, text.charAt(0) - ' ') + text.substring(1);
            }
            names.add(text);
            before = text;
        }
        return names;
    }
}
