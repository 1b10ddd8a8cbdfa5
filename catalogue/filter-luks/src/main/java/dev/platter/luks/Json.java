// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259), as far as the headers of LUKS2 have it: objects are maps, arrays are lists, and numbers are whole. Headers
 * come from disks that nobody need trust, so values are nested only so deep.
 */
final class Json {
    private static final int DEEPEST = 32;

    private final String text;
    private int at;
    private int depth;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads an object.
     *
     * @param text what begins with the object; only white space may follow
     * @return strings, numbers, booleans, lists, maps, and the text {@code null} for null
     * @throws LuksException if it is not JSON
     */
    static Map<String, Object> object(String text) throws LuksException {
        Json json = new Json(text);
        json.skipSpace();
        json.require(json.next() == '{');
        json.at--;
        Object value = json.value();
        json.skipSpace();
        json.require(json.at == text.length());
        return Fields.map(value);
    }

    private void require(boolean holds) throws LuksException {
        if (!holds) {
            throw new LuksException("the JSON of the LUKS2 header is damaged at its character " + at);
        }
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char next() throws LuksException {
        require(at < text.length());
        return text.charAt(at++);
    }

    /** The next character that is no white space; it is taken if it is the wanted one. */
    private boolean takes(char wanted) {
        skipSpace();
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private Object value() throws LuksException {
        depth++;
        require(depth <= DEEPEST);
        skipSpace();
        require(at < text.length());
        char first = text.charAt(at);
        Object value = switch (first) {
            case '{' -> members();
            case '[' -> elements();
            case '"' -> string();
            default -> literal();
        };
        depth--;
        return value;
    }

    private Map<String, Object> members() throws LuksException {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        if (takes('}')) {
            return members;
        }
        do {
            skipSpace();
            String name = string();
            require(takes(':'));
            members.put(name, value());
        } while (takes(','));
        require(takes('}'));
        return members;
    }

    private List<Object> elements() throws LuksException {
        List<Object> elements = new ArrayList<>();
        at++;
        if (takes(']')) {
            return elements;
        }
        do {
            elements.add(value());
        } while (takes(','));
        require(takes(']'));
        return elements;
    }

    private String string() throws LuksException {
        require(next() == '"');
        StringBuilder string = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            string.append(c == '\\' ? escaped() : c);
        }
        return string.toString();
    }

    private char escaped() throws LuksException {
        char c = next();
        if (c == 'u') {
            require(at + 4 <= text.length());
            try {
                at += 4;
                return (char) Integer.parseUnsignedInt(text, at - 4, at, 16);
            } catch (NumberFormatException e) {
                require(false);
            }
        }
        int known = "\"\\/bfnrt".indexOf(c);
        require(known >= 0);
        return "\"\\/\b\f\n\r\t".charAt(known);
    }

    private Object literal() throws LuksException {
        int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        String word = text.substring(from, at);
        switch (word) {
            case "true" -> {
                return true;
            }
            case "false" -> {
                return false;
            }
            case "null" -> {
                return word;
            }
            default -> {
                try {
                    return Long.valueOf(word);
                } catch (NumberFormatException e) {
                    require(false);
                    return word;
                }
            }
        }
    }
}
