// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259): objects are maps, arrays are lists, whole numbers of 64 bits are {@link Long}, and others are
 * {@link Double}. Values are nested 32 deep at most, so that a text cannot exhaust a thread's stack.
 */
public final class Json {
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
     * @throws JsonException if it is not JSON
     */
    public static Map<String, Object> object(String text) throws JsonException {
        Json json = new Json(text);
        json.skipSpace();
        json.require(json.next() == '{');
        json.at--;
        json.depth++;
        Map<String, Object> members = json.members();
        json.skipSpace();
        json.require(json.at == text.length());
        return members;
    }

    private void require(boolean holds) throws JsonException {
        if (!holds) {
            throw new JsonException(at);
        }
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char next() throws JsonException {
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

    private Object value() throws JsonException {
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

    private Map<String, Object> members() throws JsonException {
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

    private List<Object> elements() throws JsonException {
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

    private String string() throws JsonException {
        require(next() == '"');
        StringBuilder string = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            string.append(c == '\\' ? escaped() : c);
        }
        return string.toString();
    }

    private char escaped() throws JsonException {
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

    private Object literal() throws JsonException {
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String word = text.substring(from, at);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> word;
            default -> number(word);
        };
    }

    private Object number(String word) throws JsonException {
        // Java's own numbers may end with a letter, and be called NaN.
        require(word.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?"));
        try {
            return Long.valueOf(word);
        } catch (NumberFormatException e) {
            return Double.valueOf(word);
        }
    }
}
