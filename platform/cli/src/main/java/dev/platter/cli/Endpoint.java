// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.util.regex.Pattern;

/**
 * What a captive command is told about the server.
 *
 * @param uri the address of the export
 * @param port the TCP port, or nothing
 * @param unixSocket the path of the Unix socket, or nothing
 * @param exportName the name in the address, or nothing
 * @param tls what {@code $tls} holds, as in nbdkit: 1 if TLS is offered, 2 if it is required, nothing if it is off
 * @param encryption what it has to know about certificates and keys
 */
record Endpoint(String uri, String port, String unixSocket, String exportName, String tls, Encryption encryption) {
    private static final Pattern PLAIN = Pattern.compile("[-a-zA-Z0-9._=,:/]+");

    /** For debugging, in nbdkit's lines. */
    void report(Console log) {
        boolean tcp = unixSocket.isEmpty();
        log.debug("service mode: " + (tcp ? "TCP/IP" : "unix socket"));
        log.debug(
                tcp
                        ? "bound to IP address " + URI.create(uri).getHost() + ":" + port
                        : "bound to unix socket " + unixSocket);
        log.debug("NBD URI: " + uri);
    }

    /** For {@code --print-uri}, in nbdkit's lines. */
    void print(PrintStream out) {
        String quoted = quoted();
        out.println(uri);
        out.println("Shell-quoted URI: " + quoted);
        out.println("Command to query the NBD endpoint:");
        out.println("  nbdinfo " + quoted);
        out.flush();
    }

    /** The URI as a word of a shell, in quotes only where it needs them. */
    private String quoted() {
        return PLAIN.matcher(uri).matches() ? uri : "\"" + uri.replaceAll("([\"\\\\$`])", "\\\\$1") + "\"";
    }

    /** The export as clients on the same machine reach it through a bound socket. */
    static Endpoint of(SocketAddress bound, String exportName, Encryption encryption, boolean offersTls) {
        String tls = !offersTls ? "" : encryption.required() ? "2" : "1";
        ExportUri uri = new ExportUri(exportName, encryption);
        if (bound instanceof UnixDomainSocketAddress unix) {
            String path = unix.getPath().toString();
            return new Endpoint(uri.unix(path), "", path, exportName, tls, encryption);
        }
        InetSocketAddress inet = (InetSocketAddress) bound;
        InetAddress address = inet.getAddress();
        // The name localhost reaches 127.0.0.1 everywhere, but no other loopback address.
        boolean named = address.isAnyLocalAddress() || address.getHostAddress().equals("127.0.0.1");
        String host = named ? "localhost" : address.getHostAddress();
        String port = Integer.toString(inet.getPort());
        return new Endpoint(uri.tcp(host, inet.getPort()), port, "", exportName, tls, encryption);
    }
}
