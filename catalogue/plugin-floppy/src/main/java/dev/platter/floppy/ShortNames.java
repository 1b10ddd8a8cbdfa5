// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.floppy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Makes the short names of a folder, of eight characters and three more: the beginnings of the name and of its extension, in capital
 * letters. If that name is taken, its end is replaced by a number.
 */
final class ShortNames {
    /** How long a short name is, in bytes. */
    static final int LENGTH = 11;

    private static final int BASE = 8;

    /** As in nbdkit: what DOS allows, without the tilde, which marks numbers. */
    private static final String OTHERS = "!#$%&'()-@^_`{}";

    private final Set<String> taken = new HashSet<>();

    /** The next short name, for a long one. */
    byte[] next(String name) {
        int dot = name.lastIndexOf('.');
        String base = beginning(name, BASE);
        String extension = dot < 0 ? "" : beginning(name.substring(dot + 1), LENGTH - BASE);
        String made = padded(base.isEmpty() ? "_" : base, extension);
        for (int number = 1; !taken.add(made); number++) {
            String mark = "~" + number;
            int kept = Math.min(base.length(), BASE - mark.length());
            made = padded(base.substring(0, kept) + mark, extension);
        }
        return made.getBytes(StandardCharsets.US_ASCII);
    }

    private static String beginning(String text, int most) {
        int end = 0;
        while (end < Math.min(text.length(), most) && isAllowed(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end).toUpperCase(Locale.ROOT);
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || OTHERS.indexOf(c) >= 0;
    }

    private static String padded(String base, String extension) {
        return base + " ".repeat(BASE - base.length()) + extension + " ".repeat(LENGTH - BASE - extension.length());
    }

    /** What long names carry, so that a system that only knows short ones and changes them is noticed. */
    static byte checksum(byte[] shortName) {
        int sum = 0;
        for (byte b : shortName) {
            sum = (((sum & 1) << 7) + (sum >> 1) + (b & 0xff)) & 0xff;
        }
        return (byte) sum;
    }
}
