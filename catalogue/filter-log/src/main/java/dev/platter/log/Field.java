// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import java.util.List;

/**
 * One {@code key=value} of an entry.
 *
 * @param key its name, which is also the name of a shell variable
 * @param inLine the value in the log file
 * @param value the value that a script gets
 */
record Field(String key, String inLine, String value) {
    static Field number(String key, long number) {
        String text = Long.toString(number);
        return new Field(key, text, text);
    }

    static Field hex(String key, long number) {
        String text = "0x" + Long.toHexString(number);
        return new Field(key, text, text);
    }

    static Field flag(String key, boolean set) {
        return number(key, set ? 1 : 0);
    }

    static Field text(String key, String text) {
        return new Field(key, Quoting.quotedIfNeeded(text), Quoting.printable(text));
    }

    /** Values that are already quoted where necessary. */
    static Field list(String key, List<String> words) {
        String all = String.join(" ", words);
        return new Field(key, "(" + all + ")", all);
    }

    static Field names(String key, List<String> names) {
        return list(key, names.stream().map(Quoting::quotedIfNeeded).toList());
    }
}
