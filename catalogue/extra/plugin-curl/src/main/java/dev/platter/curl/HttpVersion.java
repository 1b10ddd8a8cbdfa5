// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Locale;

/** Which version of HTTP is spoken. */
enum HttpVersion {
    /** The best one that the server has: HTTP/2 if it offers that in the TLS handshake. */
    BEST,
    ONE,
    TWO;

    /** Reads curl's words. Called by the server. */
    public static HttpVersion parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "none", "2tls" -> BEST;
            case "1.1" -> ONE;
            case "2", "2.0" -> TWO;
            case "1.0", "2-prior-knowledge", "3", "3only" ->
                throw new IllegalArgumentException(
                        "Java's HTTP client does not speak HTTP as " + text + ": use none, 1.1, 2.0 or 2TLS");
            default -> throw new IllegalArgumentException("'" + text + "' is not none, 1.1, 2.0 or 2TLS");
        };
    }

    /** Without TLS a server would have to be asked for HTTP/2 by the first request, which some servers dislike. */
    HttpClient.Version of(URI uri) {
        boolean two = this == TWO || (this == BEST && uri.getScheme().equalsIgnoreCase("https"));
        return two ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
    }
}
