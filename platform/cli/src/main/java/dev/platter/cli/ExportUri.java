// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes the addresses of exports as {@code doc/uri.md} of the NBD project defines them, in nbdkit's spelling. */
final class ExportUri {
    private static final String UNRESERVED = "-._~/";

    /** It is left out, as in nbdkit. */
    private static final int DEFAULT_PORT = 10_809;

    private final String path;
    private final String scheme;

    /** How a client finds certificates or a key, as a query; empty if TLS is not required. */
    private final String credentials;

    ExportUri(String exportName, Encryption encryption) {
        path = exportName.isEmpty() ? "" : "/" + encode(exportName);
        scheme = encryption.required() ? "nbds" : "nbd";
        if (encryption.required() && encryption.keys().isPresent()) {
            credentials = "tls-psk-file=" + absolute(encryption.keys().get());
        } else if (encryption.required() && encryption.certificates().isPresent()) {
            credentials =
                    "tls-certificates=" + absolute(encryption.certificates().get());
        } else {
            credentials = "";
        }
    }

    /** An export behind a Unix socket. */
    String unix(String socket) {
        String also = credentials.isEmpty() ? "" : "&" + credentials;
        return scheme + "+unix://" + path + "?socket=" + encode(socket) + also;
    }

    /** An export behind a TCP port. */
    String tcp(String host, int port) {
        String query = credentials.isEmpty() ? "" : "?" + credentials;
        String place = port == DEFAULT_PORT ? "" : ":" + port;
        return scheme + "://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + place + path + query;
    }

    /** The captive command may change its folder before it uses the address. */
    private static String absolute(Path path) {
        return encode(path.toAbsolutePath().normalize().toString());
    }

    private static String encode(String text) {
        var encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(hex(c >> 4)).append(hex(c & 0xf));
            }
        }
        return encoded.toString();
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit, 16));
    }
}
