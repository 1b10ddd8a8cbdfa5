// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * A host whose address the user knows.
 *
 * @param host its name; * for every host
 * @param port the port
 * @param addresses where it is
 */
record ResolvedHost(String host, int port, List<InetAddress> addresses) {
    private static final int MOST_PORT = 65_535;

    /** Reads curl's form: {@code [+]HOST:PORT:ADDRESS[,ADDRESS]...}. Called by the server. */
    public static ResolvedHost parse(String text) {
        String[] parts = (text.startsWith("+") ? text.substring(1) : text).split(":", 3);
        if (parts.length < 3 || parts[0].isEmpty() || !parts[1].matches("[0-9]{1,5}") || parts[2].isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not HOST:PORT:ADDRESS, such as example.com:443:192.0.2.7");
        }
        int port = Integer.parseInt(parts[1]);
        if (port > MOST_PORT) {
            throw new IllegalArgumentException(port + " is greater than " + MOST_PORT + ", the last port");
        }
        List<InetAddress> addresses =
                Stream.of(parts[2].split(",")).map(ResolvedHost::address).toList();
        return new ResolvedHost(parts[0], port, addresses);
    }

    private static InetAddress address(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        return InetAddress.ofLiteral(bare);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
