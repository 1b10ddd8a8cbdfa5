// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.io.File;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/**
 * What a user wrote to name a plugin or filter: {@code memory}, {@code memory@1.2} or {@code memory@[1.2,2)}.
 *
 * <p>A version pins as many parts as are written: {@code 1.2} is any 1.2.x, {@code 1} is any 1.x.y. In OSGi, 1.2 means 1.2 or
 * any later version; here that would pin nothing, since the highest version is chosen anyway.
 *
 * @param name the name alone
 * @param range the versions that match
 */
record Reference(String name, VersionRange range) {
    private static final VersionRange ANY = new VersionRange(VersionRange.LEFT_CLOSED, Version.emptyVersion, null, ')');

    /** Whether a text is the path of a jar rather than a name. */
    static boolean isPath(String text) {
        return text.endsWith(".jar") || text.indexOf('/') >= 0 || text.indexOf(File.separatorChar) >= 0;
    }

    static Reference parse(String text) throws RefusedException {
        int at = text.indexOf('@');
        if (at < 0) {
            return new Reference(text, ANY);
        }
        String version = text.substring(at + 1);
        try {
            return new Reference(text.substring(0, at), range(version));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    "'" + version + "' in '" + text
                            + "' is neither a version nor a range: write for example memory@1.2 or memory@[1.2,2)",
                    e);
        }
    }

    private static VersionRange range(String text) {
        if (text.startsWith("[") || text.startsWith("(")) {
            return new VersionRange(text);
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("no version");
        }
        Version from = new Version(text);
        Version to = switch (dots(text)) {
            case 0 -> new Version(from.getMajor() + 1, 0, 0);
            case 1 -> new Version(from.getMajor(), from.getMinor() + 1, 0);
            case 2 -> new Version(from.getMajor(), from.getMinor(), from.getMicro() + 1);
            default -> from;
        };
        char end = to.equals(from) ? VersionRange.RIGHT_CLOSED : VersionRange.RIGHT_OPEN;
        return new VersionRange(VersionRange.LEFT_CLOSED, from, to, end);
    }

    private static int dots(String text) {
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '.') {
                dots++;
            }
        }
        return dots;
    }
}
