// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import java.util.Locale;

/** Which addresses of a host are used. There is one choice, since Java makes it for a whole process. */
enum IpVersion {
    ANY;

    /** Reads curl's words. Called by the server. */
    public static IpVersion parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "any" -> ANY;
            case "v4" ->
                throw new IllegalArgumentException("Java chooses for the whole server: set the environment variable"
                        + " PLATTER_JAVA_OPTIONS=-Djava.net.preferIPv4Stack=true");
            case "v6" ->
                throw new IllegalArgumentException("Java chooses for the whole server: set the environment variable"
                        + " PLATTER_JAVA_OPTIONS=-Djava.net.preferIPv6Addresses=true");
            default -> throw new IllegalArgumentException("'" + text + "' is not any, v4 or v6");
        };
    }
}
