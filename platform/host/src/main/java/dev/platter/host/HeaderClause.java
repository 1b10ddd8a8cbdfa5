// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One clause of a manifest header in OSGi's common syntax: {@code path; attribute=value; directive:="value", …}.
 *
 * <p>The framework's own parser is not public, and the framework starts only when a bundle is installed; listing bundles must
 * work without it.
 *
 * @param path the text before the first semicolon
 * @param attributes the attributes by name, without types and quotes; directives are included, with a colon after the name
 */
record HeaderClause(String path, Map<String, String> attributes) {
    /** The clauses of a header, in order. Never fails: a malformed header gives clauses that match nothing. */
    static List<HeaderClause> parse(String header) {
        List<HeaderClause> clauses = new ArrayList<>();
        for (String clause : split(header, ',')) {
            List<String> parts = split(clause, ';');
            Map<String, String> attributes = new HashMap<>();
            for (String part : parts.subList(1, parts.size())) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    attributes.put(attributeName(part.substring(0, equals)), unquoted(part.substring(equals + 1)));
                }
            }
            clauses.add(new HeaderClause(parts.getFirst().strip(), attributes));
        }
        return clauses;
    }

    String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }

    /**
     * Removes the type from the name of an attribute, as in {@code version:Version=1}. A directive, such as {@code filter:=""},
     * keeps its colon.
     */
    private static String attributeName(String written) {
        String name = written.strip();
        int colon = name.indexOf(':');
        return colon < 0 || colon == name.length() - 1
                ? name
                : name.substring(0, colon).strip();
    }

    private static String unquoted(String value) {
        String stripped = value.strip();
        if (stripped.length() < 2 || stripped.charAt(0) != '"') {
            return stripped;
        }
        StringBuilder plain = new StringBuilder(stripped.length());
        for (int i = 1; i < stripped.length() - 1; i++) {
            char c = stripped.charAt(i);
            if (c == '\\' && i + 1 < stripped.length() - 1) {
                i++;
                c = stripped.charAt(i);
            }
            plain.append(c);
        }
        return plain.toString();
    }

    /** Splits a text at the separators outside quotes. Returns at least one part. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
