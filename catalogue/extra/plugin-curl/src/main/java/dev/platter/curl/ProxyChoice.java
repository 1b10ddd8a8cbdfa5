// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import dev.platter.web.EnvironmentProxies;
import dev.platter.web.HttpProxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which proxy stands between this machine and a web server: the one that the user has named, or that the environment names, as for curl. */
final class ProxyChoice extends ProxySelector {
    private static final int USUAL_PORT = 1080;

    private final Optional<Address> named;
    private final Optional<String> user;
    private final Optional<String> password;
    private final EnvironmentProxies usual;

    /**
     * A proxy that speaks HTTP.
     *
     * @param user who asks it, if the address says so
     * @param password for that user, likewise
     */
    record Address(String host, int port, Optional<String> user, Optional<String> password) {
        /** Reads it as curl does, with or without a scheme. Called by the server. */
        public static Address parse(String text) {
            URI uri;
            try {
                uri = URI.create(text.contains("://") ? text : "http://" + text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("a proxy is written as HOST:PORT", e);
            }
            if (!uri.getScheme().equalsIgnoreCase("http")) {
                throw new IllegalArgumentException("a proxy must speak http, and this one speaks " + uri.getScheme());
            }
            if (uri.getHost() == null) {
                throw new IllegalArgumentException("a proxy is written as HOST:PORT, and this one has no host");
            }
            WebAddress address = WebAddress.parse(uri.toString());
            return new Address(
                    uri.getHost(), uri.getPort() < 0 ? USUAL_PORT : uri.getPort(), address.user(), address.password());
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * Makes it.
     *
     * @param named the user's choice, which counts for all servers
     * @param user who asks the proxy, whatever its address says
     * @param password for that user
     * @param environment where otherwise {@code http_proxy}, {@code https_proxy}, {@code all_proxy} and {@code no_proxy} are looked up
     */
    ProxyChoice(
            Optional<Address> named,
            Optional<String> user,
            Optional<String> password,
            Map<String, String> environment) {
        this.named = named;
        this.user = user;
        this.password = password;
        usual = new EnvironmentProxies(environment);
    }

    @Override
    public List<Proxy> select(URI uri) {
        return address(uri)
                .map(address -> new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.host(), address.port())))
                .map(List::of)
                .orElse(List.of(Proxy.NO_PROXY));
    }

    private Optional<Address> address(URI uri) {
        return named.or(() -> usual.named(uri).map(Address::parse));
    }

    /** {@return the proxy for an address; empty if there is none} */
    Optional<HttpProxy> proxy(URI uri) {
        return address(uri)
                .map(address -> new HttpProxy(
                        address.host(),
                        address.port(),
                        login(uri)
                                .map(login -> HttpProxy.basic(login.getUserName(), new String(login.getPassword())))));
    }

    /** {@return who asks the proxy for an address; empty if it need not know} */
    Optional<PasswordAuthentication> login(URI uri) {
        Optional<Address> address = address(uri);
        return user.or(() -> address.flatMap(Address::user))
                .map(name -> new PasswordAuthentication(
                        name,
                        password.or(() -> address.flatMap(Address::password))
                                .orElse("")
                                .toCharArray()));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {}
}
