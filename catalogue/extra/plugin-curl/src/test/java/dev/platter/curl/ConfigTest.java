// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("same-in-both-modes")
class ConfigTest {
    private static final URI DISK = URI.create("https://example.com/disk");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unix-socket-path=/run/web | http alone",
                "resolve=a:80 | HOST:PORT:ADDRESS",
                "resolve=a:80:nowhere | nowhere",
                "resolve=a:70000:127.0.0.1 | 65535",
                "ipresolve=v5 | v6",
                "http-version=3 | 2TLS",
                "ssl-version=sslv3 | insecure",
                "ssl-version=max-tlsv1.1 | TLS 1.2",
                "proxy=socks5://host:1 | socks5",
                "header=Host: example.org | Host",
                "header=User-Agent: | User-Agent",
                "header=nonsense | Name: value",
                "protocols=ftp | http or https",
                "protocols=http | protocols=",
                "password=secret | user=",
                "header-script-renew=5 | header-script=",
            })
    void whatCannotWorkIsRefusedByName(String parameter, String part) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> Curl.of(DISK, parameter))
                .getMessage());
        assertTrue(message.contains(part), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp-keepalive=true",
                "tcp-nodelay=true",
                "tcp-nodelay=false",
                "ipresolve=any",
                "ipresolve=v4",
                "resolve=+a:80:127.0.0.1,[::1]",
                "http-version=2TLS",
                "ssl-version=tlsv1",
                "protocols=https,ftp",
                "header=X-Empty;",
                "header=Accept:",
                "timeout=0",
                "cookiefile=",
                "proxy=user:secret@host:1"
            })
    void whatIsHarmlessIsAccepted(String parameter) {
        Curl.of(DISK, parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolve=a:80:127.0.0.1", "tcp-nodelay=false", "ipresolve=v6", "unix-socket-path=/run/web"})
    void http2DoesWithoutWhatItsConnectionsCannot(String parameter) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Curl.of(DISK, parameter, "http-version=2.0"));
        assertTrue(String.valueOf(refusal.getMessage()).contains("http-version=1.1"), refusal.getMessage());
    }

    @Test
    void passwordAndSignatureOfAnAddressAreNotShown() {
        WebAddress address = WebAddress.parse("http://me:sec%72et@example.com:8080/a/b?sig=abc");
        assertEquals("http://example.com:8080/a/b?...", address.toString());
        assertEquals(Optional.of("secret"), address.password());
        assertEquals(URI.create("http://example.com:8080/a/b?sig=abc"), address.uri());
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example/, http_proxy, one:1080",
        "https://a.example/, https_proxy, one:1080",
        "https://a.example/, ALL_PROXY, one:1080",
        "http://a.example/, HTTP_PROXY, DIRECT"
    })
    void proxyOfTheEnvironmentCounts(URI uri, String variable, String expected) {
        assertProxy(expected, uri, Map.of(variable, "http://one"));
    }

    @Test
    void noProxyHasExceptions() {
        Map<String, String> environment = Map.of("http_proxy", "one:8", "no_proxy", "localhost,.example.com");
        assertProxy("one:8", URI.create("http://example.org/"), environment);
        assertProxy("DIRECT", URI.create("http://www.example.com/"), environment);
        assertProxy("DIRECT", URI.create("http://localhost/"), environment);
    }

    private static void assertProxy(String expected, URI uri, Map<String, String> environment) {
        Proxy proxy = new ProxyChoice(Optional.empty(), Optional.empty(), Optional.empty(), environment)
                .select(uri)
                .getFirst();
        String shown = proxy.type() == Proxy.Type.DIRECT
                ? "DIRECT"
                : String.valueOf(proxy.address()).replace("/<unresolved>", "").replaceFirst("/[^:]*", "");
        assertEquals(expected, shown);
    }

    @Test
    void safeServerDoesNotLeadToAnUnsafeOne() {
        URI plain = URI.create("http://example.com/disk");
        assertFalse(Protocols.parse("https").allows(DISK, plain));
        assertFalse(new Protocols(List.of()).allows(DISK, plain));
        assertTrue(new Protocols(List.of()).allows(plain, DISK));
        assertTrue(Protocols.parse("http,https").allows(DISK, plain));
    }
}
