// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.info;

import dev.platter.api.Client;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

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
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
