// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import java.net.http.HttpRequest;
import java.util.Locale;

/**
 * A header that the user wants to be sent.
 *
 * @param name its name
 * @param value its value, perhaps empty
 * @param sent whether it is sent at all: curl's way to take back a header of its own has none to take back here
 */
record HeaderLine(String name, String value, boolean sent) {
    /**
     * Reads curl's forms: {@code Name: value}, {@code Name;} for an empty value, and {@code Name:} for a header that shall not be sent.
     * Called by the server.
     */
    public static HeaderLine parse(String text) {
        int colon = text.indexOf(':');
        HeaderLine line;
        if (colon > 0) {
            String value = text.substring(colon + 1).strip();
            line = new HeaderLine(text.substring(0, colon).strip(), value, !value.isEmpty());
        } else if (colon < 0 && text.endsWith(";")) {
            line = new HeaderLine(text.substring(0, text.length() - 1).strip(), "", true);
        } else {
            throw new IllegalArgumentException("a header is written as 'Name: value', or as 'Name;' without a value");
        }
        if (!line.sent && line.name.equalsIgnoreCase("User-Agent")) {
            throw new IllegalArgumentException("User-Agent is always sent: give it a value");
        }
        try {
            HttpRequest.newBuilder().header(line.name, line.value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(line.name + " is not sent as it is told (" + e.getMessage() + ")", e);
        }
        return line;
    }

    /** Whether only the server that the user has named may see it. */
    boolean isPrivate() {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "authorization", "cookie" -> true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
