// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.util.ArrayList;
import java.util.List;

/** The message about a key that no member takes. It begins with nbdkit's words, which scripts look for. */
final class UnknownParameter {
    private UnknownParameter() {}

    /**
     * Makes the message, which says what could have been written.
     *
     * @param key the key that was written
     * @param asked the members that do not know it, outermost first
     */
    static String message(String key, List<? extends Schema<?>> asked) {
        List<String> possible = new ArrayList<>();
        List<String> takes = new ArrayList<>(asked.size());
        for (Schema<?> schema : asked) {
            List<String> keys = new ArrayList<>();
            for (ParameterDescription parameter : schema.parameters()) {
                keys.add(parameter.key());
            }
            possible.addAll(keys);
            takes.add("the " + schema + " takes " + (keys.isEmpty() ? "no parameters" : Spelling.join(keys, "and")));
        }
        return "unknown parameter '" + key + "'" + Suggestion.of(key, possible) + " (" + String.join("; ", takes) + ")";
    }
}
