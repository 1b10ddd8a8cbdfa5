// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import java.util.Locale;

/** Which addresses of a host are used. */
enum IpVersion {
    ANY,
    V4,
    V6;

    /** Reads curl's words. Called by the server. */
    public static IpVersion parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "any", "whatever" -> ANY;
            case "v4" -> V4;
            case "v6" -> V6;
            default -> throw new IllegalArgumentException("'" + text + "' is not any, v4 or v6");
        };
    }
}
