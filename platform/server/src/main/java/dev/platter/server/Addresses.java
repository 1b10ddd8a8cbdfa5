// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.api.Client;
import dev.platter.api.TlsSession;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** Formats addresses for people. */
public final class Addresses {
    private Addresses() {}

    /** The URI of a listening socket. */
    static String uri(SocketAddress address) {
        if (address instanceof UnixDomainSocketAddress unix) {
            return "nbd+unix:///?socket=" + unix.getPath();
        }
        if (address instanceof InetSocketAddress inet) {
            return "nbd://" + host(inet.getAddress()) + ":" + inet.getPort();
        }
        return String.valueOf(address);
    }

    private static String host(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }

    /**
     * The origin of a client.
     *
     * @param client the client
     * @return its process and user, or its address
     */
    public static String of(Client client) {
        if (client.credentials().isPresent()) {
            var its = client.credentials().get();
            return "unix pid " + its.pid() + " uid " + its.uid() + " gid " + its.gid();
        }
        return client.address().orElse(null) instanceof InetSocketAddress inet && inet.getAddress() != null
                ? host(inet.getAddress()) + ":" + inet.getPort()
                : "unix";
    }

    /** The TLS version, and the identity that the client has proved. */
    static String tls(TlsSession session) {
        String who = session.subject().or(session::pskIdentity).orElse("");
        return who.isEmpty() ? session.protocol() : session.protocol() + " " + who;
    }
}
