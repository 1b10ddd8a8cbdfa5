// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where hosts are.
 *
 * @param family the addresses that count
 * @param known addresses that the system is not asked for
 */
public record Hosts(Family family, List<Known> known) {
    /** A version of the Internet Protocol. */
    public enum Family {
        /** Both. */
        ANY,
        /** Version 4. */
        V4,
        /** Version 6. */
        V6
    }

    /**
     * The addresses of a host, for one port.
     *
     * @param host its name; {@code *} for every host
     * @param port the port
     * @param addresses where it is
     */
    public record Known(String host, int port, List<InetAddress> addresses) {}

    /** The addresses of a host, best first. May wait for a name server. */
    List<InetAddress> addresses(String host, int port) throws UnknownHostException {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        for (Known entry : known) {
            if (entry.port() == port
                    && (entry.host().equalsIgnoreCase(bare) || entry.host().equals("*"))) {
                return entry.addresses();
            }
        }
        List<InetAddress> all = Stream.of(InetAddress.getAllByName(bare))
                .filter(address -> switch (family) {
                    case ANY -> true;
                    case V4 -> address instanceof Inet4Address;
                    case V6 -> address instanceof Inet6Address;
                })
                .toList();
        if (all.isEmpty()) {
            throw new UnknownHostException(host + " has no address of IP" + (family == Family.V4 ? "v4" : "v6"));
        }
        return all;
    }
}
