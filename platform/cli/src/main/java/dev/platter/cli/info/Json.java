// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

/**
 * The quoting of JSON strings. Printers lay out the rest line by line as nbdinfo does, for scripts that read lines; no JSON
 * library has that layout.
 */
final class Json {
    private Json() {}

    static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
