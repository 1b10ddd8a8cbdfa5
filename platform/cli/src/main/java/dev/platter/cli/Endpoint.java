package dev.platter.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/**
 * What a captive command is told of the server.
 *
 * @param uri the address of the export
 * @param port the TCP port, or nothing
 * @param unixSocket the path of the Unix socket, or nothing
 * @param exportName the name in the address, or nothing
 */
record Endpoint(String uri, String port, String unixSocket, String exportName) {
    /** The export as it is reached through a bound socket from the same machine. */
    static Endpoint of(SocketAddress bound, String exportName) {
        if (bound instanceof UnixDomainSocketAddress unix) {
            String path = unix.getPath().toString();
            return new Endpoint(ExportUri.unix(path, exportName), "", path, exportName);
        }
        InetSocketAddress inet = (InetSocketAddress) bound;
        InetAddress address = inet.getAddress();
        // The name reaches 127.0.0.1 everywhere, and no other address of the loopback.
        boolean named = address.isAnyLocalAddress() || address.getHostAddress().equals("127.0.0.1");
        String host = named ? "localhost" : address.getHostAddress();
        return new Endpoint(
                ExportUri.tcp(host, inet.getPort(), exportName), Integer.toString(inet.getPort()), "", exportName);
    }
}
