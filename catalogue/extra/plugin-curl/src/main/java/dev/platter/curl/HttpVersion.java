// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Locale;

/** Which version of HTTP is spoken. */
enum HttpVersion {
    /** Over several connections, so that a range that is slow to come holds up no other. */
    ONE,
    TWO,
    /** HTTP/2 if the server offers that in the TLS handshake. */
    BEST;

    /** Reads curl's words. Called by the server. */
    public static HttpVersion parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "none", "1.1" -> ONE;
            case "2tls" -> BEST;
            case "2", "2.0" -> TWO;
            case "1.0", "2-prior-knowledge", "3", "3only" ->
                throw new IllegalArgumentException(
                        "HTTP as " + text + " is not spoken here: use none, 1.1, 2.0 or 2TLS");
            default -> throw new IllegalArgumentException("'" + text + "' is not none, 1.1, 2.0 or 2TLS");
        };
    }

    /** Without TLS a server would have to be asked for HTTP/2 by the first request, which some servers dislike. */
    HttpClient.Version of(URI uri) {
        boolean two = this == TWO || (this == BEST && uri.getScheme().equalsIgnoreCase("https"));
        return two ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
    }
}
