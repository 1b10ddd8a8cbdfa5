// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The escapes of RFC 3986, over UTF-8. A plus sign is a plus sign, unlike in forms of web pages. */
final class PercentCoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String UNRESERVED = "-._~";

    private PercentCoding() {}

    /** Escapes everything but letters, digits, the unreserved marks, and the characters in {@code allowed}. */
    static String encode(String text, String allowed) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (isAsciiLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0 || allowed.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    /**
     * Resolves the escapes of an ASCII text.
     *
     * @throws IllegalArgumentException with the rest of a sentence whose subject is the text
     */
    static String decode(String text) {
        ByteBuffer octets = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                octets.put((byte) c);
                continue;
            }
            if (i + 2 >= text.length()
                    || !HexFormat.isHexDigit(text.charAt(i + 1))
                    || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                String escape = text.substring(i, Math.min(i + 3, text.length()));
                throw new IllegalArgumentException("has a bad escape '" + escape
                        + "': two hexadecimal digits must follow %, and % itself is written %25");
            }
            octets.put((byte) HexFormat.fromHexDigits(text, i + 1, i + 3));
            i += 2;
        }
        return utf8(octets.flip());
    }

    private static String utf8(ByteBuffer octets) {
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(octets);
            return decoded.toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is not UTF-8 once its escapes are resolved", e);
        }
    }

    static boolean isAsciiLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
