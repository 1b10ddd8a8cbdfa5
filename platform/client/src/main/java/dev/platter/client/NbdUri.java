// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An NBD URI: the address of a server and the name of an export, for example {@code nbd://example.com/disk} or
 * {@code nbd+unix:///disk?socket=/run/nbd.sock}. The format is the NBD project's {@code doc/uri.md}; where that leaves
 * a choice, it is read as libnbd reads it.
 *
 * <p>{@link #toString()} is the canonical form: it always has the port, and escapes only what must be escaped.
 *
 * @param tls whether the scheme asks for TLS ({@code nbds}, {@code nbds+unix})
 * @param user the user for TLS, if one is named
 * @param server where the server listens
 * @param exportName the export's name, decoded; empty for the default export
 * @param parameters what follows the question mark, decoded, in the order of the URI and without the socket: settings of TLS and
 *     experiments that begin with {@code x-}
 */
public record NbdUri(
        boolean tls, Optional<String> user, ServerAddress server, String exportName, Map<String, String> parameters) {

    /**
     * Makes a URI from parts.
     *
     * @throws NbdUriException if the export's name is too long, or has a NUL character in it
     */
    public NbdUri {
        NbdUriParser.checkExportName(exportName);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Reads a URI.
     *
     * @param text the URI
     * @return its parts
     * @throws NbdUriException if the text is not an NBD URI, or one that this client cannot use
     */
    public static NbdUri parse(String text) {
        return new NbdUriParser(text).parse();
    }

    /**
     * The URI of an export behind a Unix domain socket, without TLS.
     *
     * @param socket the socket's file
     * @param exportName the export's name, empty for the default one
     * @return the URI
     */
    public static NbdUri unix(Path socket, String exportName) {
        return new NbdUri(false, Optional.empty(), new ServerAddress.Unix(socket), exportName, Map.of());
    }

    /**
     * The URI of an export behind a TCP port, without TLS.
     *
     * @param host a name or an address, IPv6 without its brackets
     * @param port 1 to 65535
     * @param exportName the export's name, empty for the default one
     * @return the URI
     */
    public static NbdUri tcp(String host, int port, String exportName) {
        return new NbdUri(false, Optional.empty(), new ServerAddress.Tcp(host, port), exportName, Map.of());
    }

    /**
     * The same server, another export.
     *
     * @param name the other export's name
     * @return the URI of that export
     */
    public NbdUri withExportName(String name) {
        return new NbdUri(tls, user, server, name, parameters);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(tls ? "nbds" : "nbd");
        char separator = '?';
        switch (server) {
            case ServerAddress.Tcp(String host, int port) -> {
                text.append("://");
                user.ifPresent(
                        name -> text.append(PercentCoding.encode(name, "")).append('@'));
                if (host.indexOf(':') >= 0) {
                    text.append('[').append(host.replace("%", "%25")).append(']');
                } else {
                    text.append(PercentCoding.encode(host, ""));
                }
                text.append(':').append(port).append('/').append(encodedExportName());
            }
            case ServerAddress.Unix(Path socket) -> {
                text.append("+unix:///").append(encodedExportName());
                text.append("?socket=").append(PercentCoding.encode(socket.toString(), "/"));
                separator = '&';
            }
        }
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            text.append(separator).append(PercentCoding.encode(parameter.getKey(), ""));
            text.append('=').append(PercentCoding.encode(parameter.getValue(), "/"));
            separator = '&';
        }
        return text.toString();
    }

    /** A path may contain a colon, but libnbd escapes it, and scripts compare URIs. */
    private String encodedExportName() {
        return PercentCoding.encode(exportName, "/@+&=;!'()*$,");
    }
}
