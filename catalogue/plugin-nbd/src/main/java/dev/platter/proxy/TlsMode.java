// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import java.util.Locale;

/** Whether the other server is asked for TLS. */
enum TlsMode {
    OFF,
    /** Goes on without, if the server has none. */
    ON,
    REQUIRE;

    /** Reads nbdkit's words, which are those for a boolean and three for {@link #REQUIRE}. */
    public static TlsMode parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "off", "0", "n", "no", "f", "false" -> OFF;
            case "on", "1", "y", "yes", "t", "true" -> ON;
            case "require", "required", "force" -> REQUIRE;
            default -> throw new IllegalArgumentException("'" + text + "' is not off, on or require");
        };
    }
}
