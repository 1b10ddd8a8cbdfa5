// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

import dev.platter.api.parameters.ParameterException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A text that is read from left to right. */
final class Scanner {
    /** These end the name of a file, besides white space. */
    private static final String AFTER_FILE = "*[)";

    private final String key;
    private final String text;
    private int at;

    /** @param key the parameter it comes from, for messages */
    Scanner(String key, String text) {
        this.key = key;
        this.text = text;
    }

    int position() {
        return at;
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    boolean sees(String word) {
        return text.startsWith(word, at);
    }

    boolean takes(String word) {
        boolean seen = sees(word);
        if (seen) {
            at += word.length();
        }
        return seen;
    }

    void expect(String word, String otherwise) {
        if (!takes(word)) {
            throw error(otherwise);
        }
    }

    /** Skips white space and comments. */
    void skipSpace() {
        while (!isAtEnd() && (isSpace(text.charAt(at)) || text.charAt(at) == '#')) {
            if (text.charAt(at) == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else {
                at++;
            }
        }
    }

    /** Demands that what follows an expression does not continue its last word. */
    void separated(int end) {
        if (at == end && !isAtEnd() && isWord(text.charAt(at)) && isWord(text.charAt(at - 1))) {
            throw error("parsing error");
        }
    }

    ParameterException error(String what) {
        return new ParameterException(key, "data parameter: " + what + " at offset " + at);
    }

    /** A number of up to 63 bits, decimal, octal after 0, or hexadecimal after 0x. */
    long number(String otherwise) {
        int begin = at;
        int radix = radix();
        int digits = at;
        while (!isAtEnd() && Character.digit(text.charAt(at), radix) >= 0) {
            at++;
        }
        try {
            return Long.parseLong(text, digits, at, radix);
        } catch (NumberFormatException e) {
            if (at > digits) {
                throw new ParameterException(
                        key,
                        "could not parse number: \"" + text.substring(begin, at) + "\": it is greater than 2^63-1");
            }
            at = begin;
            throw error(otherwise);
        }
    }

    /** A number of so many bits, without a sign. */
    long word(int bits) {
        if (sees("-")) {
            throw error("negative numbers are not allowed");
        }
        int begin = at;
        int radix = radix();
        int digits = at;
        while (!isAtEnd() && Character.digit(text.charAt(at), radix) >= 0) {
            at++;
        }
        if (at == digits) {
            at = begin;
            throw error("empty string where we expected a number");
        }
        try {
            long value = Long.parseUnsignedLong(text, digits, at, radix);
            if (bits == 64 || value >>> bits == 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // It is too long even for 64 bits.
        }
        throw new ParameterException(
                key,
                "could not parse number: \"" + text.substring(begin, at) + "\": it does not fit into " + bits
                        + " bits");
    }

    /** Takes the prefix of a number, if it has one. A lone 0 is octal too. */
    private int radix() {
        if (takes("0x") || takes("0X")) {
            return 16;
        }
        return sees("0") ? 8 : 10;
    }

    /** A name after its backslash. */
    String name() {
        int begin = at;
        while (!isAtEnd() && (isWord(text.charAt(at)) || (sees("-") && !sees("->")))) {
            at++;
        }
        if (at == begin) {
            throw error("\\NAME needs letters, digits, - or _");
        }
        return text.substring(begin, at);
    }

    /** The name of a variable after its dollar sign. */
    String variable() {
        int begin = at;
        while (!isAtEnd() && isWord(text.charAt(at))) {
            at++;
        }
        if (at == begin) {
            throw error("$VAR needs letters, digits or _");
        }
        return text.substring(begin, at);
    }

    String fileName() {
        int begin = at;
        while (!isAtEnd() && !isSpace(text.charAt(at)) && AFTER_FILE.indexOf(text.charAt(at)) < 0 && !sees("->")) {
            at++;
        }
        if (at == begin) {
            throw error("<FILE needs the name of a file");
        }
        return text.substring(begin, at);
    }

    /** A script after its parenthesis, up to the one that closes it. */
    String script() {
        int begin = at;
        int open = 1;
        while (open > 0) {
            if (isAtEnd()) {
                throw error("unmatched '(' in data string");
            }
            char next = text.charAt(at++);
            open += next == '(' ? 1 : next == ')' ? -1 : 0;
        }
        return text.substring(begin, at - 1);
    }

    /** A string after its quotation mark, in UTF-8. */
    byte[] string() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!takes("\"")) {
            if (isAtEnd()) {
                throw error("unterminated string");
            }
            int next = text.codePointAt(at);
            at += Character.charCount(next);
            if (next == '\\') {
                bytes.write(escaped());
            } else {
                bytes.writeBytes(Character.toString(next).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** A byte after its backslash, as in C. */
    private int escaped() {
        if (isAtEnd()) {
            throw error("unterminated string");
        }
        char next = text.charAt(at++);
        return switch (next) {
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            case 'x' -> digits(16, 2);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                at--;
                yield digits(8, 3);
            }
            case 'u', 'U' ->
                throw error("\\" + next + " is not supported: write the character itself, or its bytes as \\xHH");
            default -> {
                if (next > 127) {
                    throw error("a character outside of ASCII needs no backslash");
                }
                yield next;
            }
        };
    }

    private int digits(int radix, int most) {
        int begin = at;
        int value = 0;
        while (at < begin + most && !isAtEnd() && Character.digit(text.charAt(at), radix) >= 0) {
            value = value * radix + Character.digit(text.charAt(at++), radix);
        }
        if (at == begin || value > 255) {
            throw error("an escape of a byte in a string needs digits, and a value up to 255");
        }
        return value;
    }

    private static boolean isSpace(char next) {
        return next <= ' ';
    }

    private static boolean isWord(char next) {
        return next == '_' || (next < 128 && Character.isLetterOrDigit(next));
    }
}
