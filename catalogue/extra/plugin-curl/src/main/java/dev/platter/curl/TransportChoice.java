// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import dev.platter.web.Dialer;
import dev.platter.web.Encryption;
import dev.platter.web.Hosts;
import dev.platter.web.JavaTransport;
import dev.platter.web.KeptConnections;
import dev.platter.web.LazyEncryption;
import dev.platter.web.Transport;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What carries requests: kept connections with HTTP/1.1, or Java's client with HTTP/2.
 *
 * @param config what the user wants
 * @param proxyPassword the password for the proxy, if it has been given
 */
record TransportChoice(CurlPlugin.Config config, Optional<String> proxyPassword) {
    /**
     * Makes it.
     *
     * @param home the address that the user has named
     * @param cookies that go to and fro, if any do
     * @param workers threads that may wait
     */
    Transport make(URI home, Optional<CookieHandler> cookies, Executor workers) throws IOException {
        Encryption encryption = new Encryption(
                config.sslverify(),
                config.cainfo(),
                config.capath(),
                config.sslVersion().names(),
                config.ciphers());
        ProxyChoice proxies = new ProxyChoice(config.proxy(), config.proxyUser(), proxyPassword, System.getenv());
        LazyEncryption tls = new LazyEncryption(encryption);
        if (home.getScheme().equalsIgnoreCase("https") || encryption.isChosen()) {
            // What the user has got wrong shows now, and not to the first client.
            tls.parameters();
        }
        if (config.httpVersion() == HttpVersion.ONE) {
            Dialer dialer = new Dialer(
                    config.patience(),
                    hosts(),
                    config.unixSocketPath(),
                    proxies::proxy,
                    tls,
                    config.tcpNodelay(),
                    config.tcpKeepalive());
            return new KeptConnections(dialer, cookies, workers);
        }
        HttpClient.Builder builder = HttpClient.newBuilder()
                .executor(workers)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(config.httpVersion().of(home))
                .connectTimeout(config.patience())
                .proxy(proxies)
                .sslContext(tls.context())
                .sslParameters(tls.parameters());
        cookies.ifPresent(builder::cookieHandler);
        proxies.login(home).ifPresent(login -> builder.authenticator(new ProxyLogin(login)));
        return new JavaTransport(builder.build(), config.patience());
    }

    private Hosts hosts() {
        Hosts.Family family = switch (config.ipresolve()) {
            case ANY -> Hosts.Family.ANY;
            case V4 -> Hosts.Family.V4;
            case V6 -> Hosts.Family.V6;
        };
        return new Hosts(
                family,
                config.resolve().stream()
                        .map(host -> new Hosts.Known(host.host(), host.port(), host.addresses()))
                        .toList());
    }

    /** Answers a proxy that asks, and no web server, which is told at once. */
    private static final class ProxyLogin extends Authenticator {
        private final PasswordAuthentication login;

        ProxyLogin(PasswordAuthentication login) {
            this.login = login;
        }

        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY ? login : null;
        }
    }
}
