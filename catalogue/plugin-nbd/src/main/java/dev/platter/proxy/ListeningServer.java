// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import dev.platter.client.ServerAddress;
import dev.platter.client.Transport;
import dev.platter.libc.StreamSocket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** A server that listens on a socket, for any number of connections. */
record ListeningServer(ServerAddress address) implements Route {
    @Override
    public Transport connect(Attempt attempt) throws IOException {
        if (!StreamSocket.isPossible()) {
            return attempt.opening(Transport.connect(address));
        }
        return new PolledSocket(
                switch (address) {
                    case ServerAddress.Unix unix -> connect(unix, attempt);
                    case ServerAddress.Tcp tcp -> connect(tcp, attempt);
                });
    }

    private static StreamSocket connect(ServerAddress.Unix unix, Attempt attempt) throws IOException {
        StreamSocket socket = attempt.opening(StreamSocket.unix());
        try {
            socket.connect(unix.socket());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw unreachable(unix, e);
        }
    }

    /** A name can stand for several addresses, and the server may listen on only one of them. */
    private static StreamSocket connect(ServerAddress.Tcp tcp, Attempt attempt) throws IOException {
        IOException first = null;
        for (InetAddress candidate : addresses(tcp)) {
            StreamSocket socket = attempt.opening(StreamSocket.tcp(candidate instanceof Inet6Address));
            try {
                socket.connect(new InetSocketAddress(candidate, tcp.port()));
                return socket;
            } catch (IOException e) {
                socket.close();
                if (first == null) {
                    first = unreachable(tcp, e);
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        throw first;
    }

    private static InetAddress[] addresses(ServerAddress.Tcp tcp) throws IOException {
        try {
            return InetAddress.getAllByName(tcp.host());
        } catch (UnknownHostException e) {
            UnknownHostException named = new UnknownHostException("cannot connect to " + tcp + ": unknown host");
            named.initCause(e);
            throw named;
        }
    }

    private static IOException unreachable(ServerAddress server, IOException cause) {
        ConnectException named = new ConnectException("cannot connect to " + server + ": " + cause.getMessage());
        named.initCause(cause);
        return named;
    }

    @Override
    public boolean isForOneConnection() {
        return false;
    }
}
