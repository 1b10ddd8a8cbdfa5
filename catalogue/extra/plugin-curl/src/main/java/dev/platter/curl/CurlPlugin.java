// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.api.parameters.Secret;
import dev.platter.web.HttpProxy;
import dev.platter.web.Lanes;
import dev.platter.web.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves a file of a web server, read-only. */
@NbdPlugin(
        name = "curl",
        summary = "a file of a web server (HTTP and HTTPS)",
        threadModel = ThreadModel.PARALLEL,
        details = CurlDetails.class,
        contents = Contents.ELSEWHERE)
public final class CurlPlugin implements Plugin {
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    private final Config config;
    private Optional<String> password = Optional.empty();
    private Optional<String> proxyPassword = Optional.empty();
    private Optional<String> cookie = Optional.empty();
    private @Nullable Started started;

    /** What lasts from start to stop. */
    private record Started(
            Transport transport, WebFile file, Lanes lanes, Optional<CookieFile> cookies, Context context) {}

    /**
     * The parameters, which are nbdkit's.
     *
     * @param url the file
     * @param cainfo a file with certificates
     * @param capath a folder with such files
     * @param connections how many requests are under way at a time
     * @param cookie sent with each request
     * @param cookiefile whether cookies of servers count, and what they begin with
     * @param cookiejar likewise, and where they end
     * @param cookieScript prints a cookie
     * @param cookieScriptRenew how old it may become
     * @param followlocation whether redirects are followed
     * @param header sent with each request
     * @param headerScript prints headers
     * @param headerScriptRenew how old they may become
     * @param httpVersion the version of HTTP
     * @param ipresolve the version of IP
     * @param password for user
     * @param protocols that are allowed
     * @param proxy a proxy
     * @param proxyUser who asks it
     * @param proxyPassword for that user
     * @param resolve addresses of hosts
     * @param sslverify whether certificates are checked
     * @param sslVersion versions of TLS
     * @param sslCipherList ciphers of TLS 1.2
     * @param tls13Ciphers ciphers of TLS 1.3
     * @param tcpKeepalive whether the system watches connections
     * @param tcpNodelay whether packets are sent at once
     * @param timeout how long a server may be silent
     * @param unixSocketPath where to connect to
     * @param user who asks
     * @param userAgent the name of this program
     */
    public record Config(
            @Parameter(
                    magic = true,
                    once = true,
                    syntax = "URL",
                    example = "https://example.com/disk.img",
                    help = "The address of the file, which begins with http:// or https://.")
            WebAddress url,

            @Parameter(
                    example = "/etc/ssl/own-ca.pem",
                    whenAbsent = "the certificates that the system trusts",
                    help = "A file with the certificates of authorities that may vouch for web servers, in PEM.")
            Optional<Path> cainfo,

            @Parameter(help = "A folder with such files.") Optional<Path> capath,

            @Parameter(
                    defaultValue = "16",
                    min = 1,
                    max = 1024,
                    help = "How many requests to the web server are under way at a time, for all clients together.")
            int connections,

            @Parameter(
                    example = "name1=content1; name2=content2",
                    help = "Cookies to send with each request; +FILE, - and -FD read them from elsewhere.")
            Optional<Secret> cookie,

            @Parameter(
                    syntax = "[PATH]",
                    help = "A file of cookies to begin with, or nothing; cookies that web servers set are then sent"
                            + " back to them.")
            Optional<CookieSource> cookiefile,

            @Parameter(help = "The same, and the cookies are written back to the file when the server ends.")
            Optional<Path> cookiejar,

            @Parameter(
                    example = "cat /run/cookie",
                    help = "A script for the shell that prints the cookies to send, in place of cookie.")
            Optional<String> cookieScript,

            @Parameter(
                    defaultValue = "0",
                    help = "How old the cookies of the script may become before it runs again; 0 for any age. It"
                            + " also runs again when the web server refuses them.")
            Duration cookieScriptRenew,

            @Parameter(defaultValue = "true", help = "Whether redirects are followed.")
            boolean followlocation,

            @Parameter(
                    example = "X-My-Name: John Doe",
                    help = "A header to send with each request. 'Name;' sends one without a value.")
            List<HeaderLine> header,

            @Parameter(
                    example = "cat /run/headers",
                    help = "A script for the shell that prints headers to send, a line for each, in place of"
                            + " header.")
            Optional<String> headerScript,

            @Parameter(
                    defaultValue = "0",
                    help = "How old the headers of the script may become before it runs again; 0 for any age. It"
                            + " also runs again when the web server refuses them.")
            Duration headerScriptRenew,

            @Parameter(
                    defaultValue = "none",
                    syntax = "none|1.1|2.0|2TLS",
                    help = "The version of HTTP: 1.1, which none takes too, or HTTP/2; 2TLS takes that where a server"
                            + " offers it over TLS.")
            HttpVersion httpVersion,

            @Parameter(defaultValue = "any", syntax = "any|v4|v6", help = "The version of IP to connect with.")
            IpVersion ipresolve,

            @Parameter(
                    syntax = "PASSWORD|+FILE|-|-FD",
                    help = "The password of user, where it can be read, or - to be asked for it.")
            Optional<Secret> password,

            @Parameter(
                    syntax = "PROTO,...",
                    example = "https",
                    whenAbsent = "http and https, but https does not lead to http",
                    help = "The protocols that url and redirects may have.")
            Optional<Protocols> protocols,

            @Parameter(
                    syntax = "HOST:PORT",
                    whenAbsent = "as http_proxy, https_proxy, all_proxy and no_proxy say",
                    help = "A proxy that speaks HTTP.")
            Optional<ProxyChoice.Address> proxy,

            @Parameter(help = "Who asks the proxy.") Optional<String> proxyUser,

            @Parameter(syntax = "PASSWORD|+FILE|-|-FD", help = "The password of proxy-user, as for password.")
            Optional<Secret> proxyPassword,

            @Parameter(
                    syntax = "HOST:PORT:ADDRESS",
                    example = "example.com:443:192.0.2.7",
                    help = "The address of a host, for which no name server is asked then. HOST may be *, and there may"
                            + " be several addresses with commas between them.")
            List<ResolvedHost> resolve,

            @Parameter(
                    defaultValue = "true",
                    help = "Whether the certificate of the web server is checked. Without, somebody in between can read"
                            + " and change everything.")
            boolean sslverify,

            @Parameter(
                    defaultValue = "default",
                    syntax = "default|tlsv1.2|tlsv1.3|max-tlsv1.2|max-tlsv1.3",
                    help = "The least version of TLS, or with max- the greatest.")
            TlsVersions sslVersion,

            @Parameter(
                    example = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    help = "The ciphers of TLS 1.2, by their names in its standard, with colons between them.")
            Optional<String> sslCipherList,

            @Parameter(
                    name = "tls13-ciphers",
                    example = "TLS_AES_128_GCM_SHA256",
                    help = "The ciphers of TLS 1.3, likewise.")
            Optional<String> tls13Ciphers,

            @Parameter(
                    defaultValue = "false",
                    help = "Whether the system asks a silent web server now and then whether it is still there. timeout"
                            + " finds out sooner.")
            boolean tcpKeepalive,

            @Parameter(defaultValue = "true", help = "Whether packets are sent at once.")
            boolean tcpNodelay,

            @Parameter(
                    defaultValue = "0",
                    help = "How long the web server may send nothing before a request fails; 0 for 30 s.")
            Duration timeout,

            @Parameter(aliases = "unix_socket_path", help = "A Unix socket to connect to, whatever host url names.")
            Optional<Path> unixSocketPath,

            @Parameter(whenAbsent = "that of url, or none", help = "Who asks, for HTTP basic authentication.")
            Optional<String> user,

            @Parameter(defaultValue = "platter", help = "What the web server is told about this program.")
            String userAgent) {
        /** Demands what goes together. */
        public Config {
            if (cookie.isPresent() && cookieScript.isPresent()) {
                throw new ParameterException(
                        "cookie-script", "cannot be given together with cookie=: choose one of them");
            }
            if (!header.isEmpty() && headerScript.isPresent()) {
                throw new ParameterException(
                        "header-script", "cannot be given together with header=: choose one of them");
            }
            if (!cookieScriptRenew.isZero() && cookieScript.isEmpty()) {
                throw new ParameterException("cookie-script-renew", "belongs to cookie-script=, which is missing");
            }
            if (!headerScriptRenew.isZero() && headerScript.isEmpty()) {
                throw new ParameterException("header-script-renew", "belongs to header-script=, which is missing");
            }
            if (password.isPresent() && user.or(url::user).isEmpty()) {
                throw new ParameterException("password", "belongs to user=, which is missing");
            }
            if (proxyPassword.isPresent() && proxyUser.isEmpty()) {
                throw new ParameterException("proxy-password", "belongs to proxy-user=, which is missing");
            }
            if (protocols.isPresent() && !protocols.get().allows(url.uri(), url.uri())) {
                throw new ParameterException("url", "has a protocol that protocols= does not name");
            }
            if (httpVersion != HttpVersion.ONE) {
                demandOne("resolve", resolve.isEmpty());
                demandOne("unix-socket-path", unixSocketPath.isEmpty());
                demandOne("ipresolve", ipresolve == IpVersion.ANY);
                demandOne("tcp-nodelay", tcpNodelay);
            }
            if (unixSocketPath.isPresent() && url.uri().getScheme().equalsIgnoreCase("https")) {
                throw new ParameterException(
                        "unix-socket-path",
                        "is for http alone: Java has no TLS on such a socket, where nobody listens");
            }
            if (timeout.isNegative()) {
                throw new ParameterException("timeout", "cannot be negative");
            }
        }

        private static void demandOne(String name, boolean usual) {
            if (!usual) {
                throw new ParameterException(
                        name, "cannot be used with HTTP/2, whose connections Java makes: give http-version=1.1");
            }
        }

        List<String> ciphers() {
            List<String> all = new ArrayList<>();
            sslCipherList.ifPresent(names -> all.addAll(List.of(names.split("[:, ]+"))));
            tls13Ciphers.ifPresent(names -> all.addAll(List.of(names.split("[:, ]+"))));
            return all;
        }

        Duration patience() {
            return timeout.isZero() ? USUAL_PATIENCE : timeout;
        }
    }

    public CurlPlugin(Config config) {
        this.config = config;
    }

    @Override
    public void prepare() throws IOException {
        password = reveal(config.password());
        proxyPassword = reveal(config.proxyPassword());
        cookie = reveal(config.cookie());
    }

    private static Optional<String> reveal(Optional<Secret> secret) throws IOException {
        return secret.isPresent() ? Optional.of(secret.get().reveal()) : Optional.empty();
    }

    @Override
    public void start(Context context) throws IOException {
        URI home = config.url().uri();
        Optional<CookieFile> cookies = Optional.empty();
        if (config.cookiefile().isPresent() || config.cookiejar().isPresent()) {
            cookies = Optional.of(
                    new CookieFile(config.cookiefile().flatMap(CookieSource::file), config.cookiejar(), home));
        }
        Transport transport = new TransportChoice(config, proxyPassword)
                .make(home, cookies.map(CookieFile::manager), context.workers());
        started = new Started(
                transport,
                new WebFile(
                        transport,
                        home,
                        login(home, context),
                        config.protocols().orElse(new Protocols(List.of())),
                        config.followlocation(),
                        config.patience()),
                new Lanes(config.connections(), context.workers()),
                cookies,
                context);
    }

    private Login login(URI home, Context context) {
        List<HeaderLine> fixed = new ArrayList<>(List.of(new HeaderLine("User-Agent", config.userAgent(), true)));
        fixed.addAll(config.header());
        cookie.ifPresent(value -> fixed.add(new HeaderLine("Cookie", value, true)));
        config.user()
                .or(() -> config.url().user())
                .ifPresent(user -> fixed.add(new HeaderLine(
                        "Authorization",
                        HttpProxy.basic(
                                user, password.or(() -> config.url().password()).orElse("")),
                        true)));
        String url = home.toString();
        return new Login(
                home,
                fixed,
                config.headerScript()
                        .map(script -> new RenewedLines(
                                "header-script", script, url, config.headerScriptRenew(), config.patience(), context)),
                config.cookieScript()
                        .map(script -> new RenewedLines(
                                "cookie-script", script, url, config.cookieScriptRenew(), config.patience(), context)));
    }

    @Override
    public Disk open(Client client) throws IOException {
        Started now = started;
        if (now == null) {
            throw new IllegalStateException("the plugin has not been started");
        }
        return new CurlDisk(
                new OpenFile(now.file(), now.file().find(client), now.lanes(), client, now.context()), client);
    }

    @Override
    public void stop() throws IOException {
        Started last = started;
        if (last == null) {
            return;
        }
        started = null;
        last.transport().close();
        if (last.cookies().isPresent()) {
            last.cookies().get().save();
        }
    }
}
