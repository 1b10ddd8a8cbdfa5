// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

/**
 * Builds a document from our markup and from text of others. All text that does not come from this program must go through
 * {@link #text}; {@link #markup} is for literals only.
 */
final class Html {
    private final StringBuilder out = new StringBuilder(16_384);

    Html markup(String literal) {
        out.append(literal);
        return this;
    }

    /** Adds escaped text, within an element or a quoted attribute. Characters that HTML does not allow become U+FFFD. */
    Html text(String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(Character.isISOControl(c) ? '\ufffd' : c);
            }
        }
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
