package dev.platter.cli;

import java.nio.charset.StandardCharsets;

/** Writes the addresses of exports as {@code doc/uri.md} of the NBD project defines them, in nbdkit's spelling. */
final class ExportUri {
    private static final String UNRESERVED = "-._~/";

    private ExportUri() {}

    /** An export behind a Unix socket. */
    static String unix(String socket, String exportName) {
        return "nbd+unix://" + path(exportName) + "?socket=" + encode(socket);
    }

    /** An export behind a TCP port. */
    static String tcp(String host, int port, String exportName) {
        return "nbd://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port + path(exportName);
    }

    private static String path(String exportName) {
        return exportName.isEmpty() ? "" : "/" + encode(exportName);
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
