// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.web;

/**
 * Builds a document out of our markup and other people's words. What comes from elsewhere goes through {@link #text}, and
 * there is nothing else that it could go through: {@link #markup} is for literals.
 */
final class Html {
    private final StringBuilder out = new StringBuilder(16_384);

    Html markup(String literal) {
        out.append(literal);
        return this;
    }

    /** Text that is only text, within an element or a quoted attribute. What HTML cannot have in it becomes U+FFFD. */
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
