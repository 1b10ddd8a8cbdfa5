// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Makes connections to web servers.
 *
 * @param patience how long an address may take to answer
 * @param hosts where they are
 * @param unixSocket a socket that all connections go to instead, without TLS
 * @param proxies the proxy for an address
 * @param tls for addresses with https
 * @param prompt whether packets are sent at once
 * @param keptAlive whether the system asks silent servers now and then whether they are there
 */
public record Dialer(
        Duration patience,
        Hosts hosts,
        Optional<Path> unixSocket,
        Function<URI, Optional<HttpProxy>> proxies,
        Tls tls,
        boolean prompt,
        boolean keptAlive) {
    /** How connections are encrypted. Asked when the first one is made, since to read all certificates that count takes a while. */
    public interface Tls {
        /**
         * The certificates.
         *
         * @return the same each time
         * @throws IOException if they cannot be read
         */
        SSLContext context() throws IOException;

        /**
         * Versions and ciphers.
         *
         * @return null where Java's own choice stands
         * @throws IOException if there is none of them
         */
        SSLParameters parameters() throws IOException;
    }

    /**
     * The usual choices: proxies of the environment, both versions of IP, and TLS from version 1.2 on with Java's ciphers.
     *
     * @param patience how long an address may take to answer
     * @param environment the variables
     * @param verify whether certificates count
     * @param bundle a file with the certificates that count, instead of the system's
     * @return what makes such connections
     */
    public static Dialer usual(
            Duration patience, Map<String, String> environment, boolean verify, Optional<Path> bundle) {
        return new Dialer(
                patience,
                new Hosts(Hosts.Family.ANY, List.of()),
                Optional.empty(),
                new EnvironmentProxies(environment)::proxy,
                new LazyEncryption(
                        new Encryption(verify, bundle, Optional.empty(), List.of("TLSv1.3", "TLSv1.2"), List.of())),
                true,
                false);
    }

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    static boolean secure(URI uri) {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : secure(uri) ? HTTPS : HTTP;
    }

    /** The proxy that has to be given a request as a whole, since no connection leads through it. */
    Optional<HttpProxy> told(URI uri) {
        return secure(uri) || unixSocket.isPresent() ? Optional.empty() : proxies.apply(uri);
    }

    /**
     * Connects.
     *
     * @param uri whose server is wanted
     * @param opened is given the wire before it is used, to break it off
     * @throws ProxyRefusal if a proxy does not want to
     */
    Connection dial(URI uri, Consumer<Wire> opened) throws IOException {
        Optional<HttpProxy> proxy = unixSocket.isPresent() ? Optional.empty() : proxies.apply(uri);
        SocketChannel channel;
        if (unixSocket.isPresent()) {
            channel = unix(unixSocket.get());
        } else if (proxy.isPresent()) {
            channel = connect(proxy.get().host(), proxy.get().port(), opened);
        } else {
            channel = connect(uri.getHost(), port(uri), opened);
        }
        Wire wire = new PlainWire(channel);
        opened.accept(wire);
        try {
            if (!secure(uri)) {
                return new Connection(wire);
            }
            if (proxy.isPresent()) {
                new Connection(wire).openTunnel(uri.getHost() + ":" + port(uri), proxy.get());
            }
            String host = uri.getHost();
            return new Connection(new TlsWire(
                    channel,
                    host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                    port(uri),
                    tls.context(),
                    tls.parameters()));
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    private static SocketChannel unix(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return channel;
    }

    private SocketChannel connect(String host, int port, Consumer<Wire> opened) throws IOException {
        IOException last = new IOException("there is no address");
        for (InetAddress address : hosts.addresses(host, port)) {
            SocketChannel channel = SocketChannel.open();
            opened.accept(new PlainWire(channel));
            try {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, prompt);
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, keptAlive);
                channel.socket().connect(new InetSocketAddress(address, port), (int)
                        Math.min(Integer.MAX_VALUE, patience.toMillis()));
                return channel;
            } catch (SocketTimeoutException e) {
                last = new HttpConnectTimeoutException(address + " does not answer");
            } catch (IOException e) {
                last = e;
            }
            channel.close();
        }
        throw last;
    }
}
