// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import java.util.List;
import java.util.Locale;

/**
 * Which versions of TLS may be used.
 *
 * @param names by their names in Java, at least one
 */
record TlsVersions(List<String> names) {
    private static final String OLD = "TLSv1.2";
    private static final String NEW = "TLSv1.3";

    /** Reads curl's words, of which those without {@code max-} name the least version. Called by the server. */
    public static TlsVersions parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "default", "max-default", "tlsv1", "tlsv1.0", "tlsv1.1", "tlsv1.2", "max-tlsv1.3" ->
                new TlsVersions(List.of(OLD, NEW));
            case "max-tlsv1.2" -> new TlsVersions(List.of(OLD));
            case "tlsv1.3" -> new TlsVersions(List.of(NEW));
            case "sslv2", "sslv3", "max-tlsv1.0", "max-tlsv1.1" ->
                throw new IllegalArgumentException(
                        text + " would be insecure, and Java does not speak it: TLS 1.2 is the oldest version here");
            default ->
                throw new IllegalArgumentException(
                        "'" + text + "' is not default, tlsv1.2, tlsv1.3, max-tlsv1.2 or max-tlsv1.3");
        };
    }
}
