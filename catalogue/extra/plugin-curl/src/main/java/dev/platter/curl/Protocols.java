// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The protocols that a file may be read by.
 *
 * @param names some of {@code http} and {@code https}; empty if the user named none
 */
record Protocols(List<String> names) {
    /** Names the user may write for what curl can do, and the plugin cannot; they allow nothing. */
    private static final List<String> OTHERS = List.of(
            "dict", "file", "ftp", "ftps", "gopher", "gophers", "imap", "imaps", "ldap", "ldaps", "mqtt", "pop3",
            "pop3s", "rtmp", "rtmps", "rtsp", "scp", "sftp", "smb", "smbs", "smtp", "smtps", "telnet", "tftp", "ws",
            "wss");

    /** Reads names with commas between them, as curl does. Called by the server. */
    public static Protocols parse(String text) {
        List<String> names = new ArrayList<>();
        for (String name : text.toLowerCase(Locale.ROOT).split(",")) {
            switch (name.strip()) {
                case "http", "https" -> names.add(name.strip());
                case "all" -> names.addAll(List.of("http", "https"));
                default -> {
                    if (!OTHERS.contains(name.strip())) {
                        throw new IllegalArgumentException("'" + name
                                + "' is not a protocol: write some of http and https, with commas between them");
                    }
                }
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("none of " + text + " is http or https, the protocols of this plugin");
        }
        return new Protocols(List.copyOf(names));
    }

    /**
     * Whether a request may follow another. A server that is reached by TLS cannot send its clients to one that is not, unless the user
     * has named {@code http}.
     */
    boolean allows(URI from, URI to) {
        String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
        return names.isEmpty()
                ? scheme.equals("https")
                        || (scheme.equals("http") && from.getScheme().equalsIgnoreCase("http"))
                : names.contains(scheme);
    }
}
