// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.info;

import dev.platter.api.Client;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

/** Where a client is, in nbdkit's words. */
final class Address {
    private Address() {}

    static String of(Client client) throws DiskException {
        SocketAddress address = client.address()
                .orElseThrow(() -> new DiskException(NbdError.EINVAL, "this client's address is not known"));
        return address instanceof InetSocketAddress internet ? of(internet) : "unix";
    }

    private static String of(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? "[" + shortened(host) + "]" : host) + ":"
                + address.getPort();
    }

    /** Java writes out all eight groups; the longest run of zeroes is left out, the first of several (RFC 5952). */
    private static String shortened(String host) {
        List<String> groups = List.of(host.split(":"));
        int from = 0;
        int longest = 1;
        for (int i = 0; i < groups.size(); i++) {
            int run = 0;
            while (i + run < groups.size() && groups.get(i + run).equals("0")) {
                run++;
            }
            if (run > longest) {
                from = i;
                longest = run;
            }
        }
        return longest == 1
                ? host
                : String.join(":", groups.subList(0, from))
                        + "::"
                        + String.join(":", groups.subList(from + longest, groups.size()));
    }
}
