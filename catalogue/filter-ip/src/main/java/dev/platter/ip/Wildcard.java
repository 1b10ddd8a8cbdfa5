// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ip;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A pattern of the shell: {@code *} is any text, {@code ?} any character, {@code [abc]} one of some. Immutable. */
record Wildcard(Pattern pattern) {
    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if brackets have something in them that is not a set of characters
     */
    static Wildcard parse(String text) {
        StringBuilder regex = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            int close = next == '[' ? text.indexOf(']', at + 2) : -1;
            if (next == '*') {
                regex.append(".*");
            } else if (next == '?') {
                regex.append('.');
            } else if (close > 0) {
                regex.append(set(text.substring(at + 1, close)));
                at = close;
            } else if (next == '\\' && at + 1 < text.length()) {
                at++;
                regex.append(Pattern.quote(text.substring(at, at + 1)));
            } else {
                regex.append(Pattern.quote(String.valueOf(next)));
            }
        }
        try {
            return new Wildcard(Pattern.compile(regex.toString(), Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a pattern: " + text + ": " + e.getDescription(), e);
        }
    }

    private static String set(String characters) {
        boolean none = characters.startsWith("!") || characters.startsWith("^");
        String those = (none ? characters.substring(1) : characters).replaceAll("[\\\\\\[\\]&^]", "\\\\$0");
        return (none ? "[^" : "[") + those + "]";
    }

    boolean matches(String text) {
        return pattern.matcher(text).matches();
    }
}
