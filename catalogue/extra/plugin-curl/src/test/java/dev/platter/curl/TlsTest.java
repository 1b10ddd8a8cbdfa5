// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.curl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.platter.client.NbdClient;
import dev.platter.testkit.Served;
import dev.platter.web.ExplainingTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("same-in-both-modes")
@Timeout(30)
class TlsTest {
    private static final int SIZE = 100_000;

    @TempDir
    private static Path folder;

    private static Path authority;
    private static String fingerprint;
    private static HttpsServer server;

    @BeforeAll
    static void serve() throws Exception {
        KeyStore store = TestCertificate.make(folder);
        X509Certificate certificate = (X509Certificate) store.getCertificate(TestCertificate.ALIAS);
        fingerprint = ExplainingTrust.fingerprint(certificate);
        authority = Files.writeString(
                folder.resolve("authority.pem"),
                "A comment.\n" + TestCertificate.pem("CERTIFICATE", certificate.getEncoded()));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, TestCertificate.PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            try (exchange) {
                WebServer.range(exchange, SIZE);
            }
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static URI uri(String host) {
        return URI.create("https://" + host + ":" + server.getAddress().getPort() + "/disk");
    }

    private static void assertServed(String host, String... parameters) throws IOException {
        try (Served served = Curl.serve(uri(host), parameters)) {
            NbdClient client = served.client();
            byte[] got = new byte[1000];
            client.read(5000, ByteBuffer.allocate(1000), 0).data().get(got);
            assertArrayEquals(WebServer.bytes(5000, 6000), got);
        }
    }

    private static String refusal(String host, String... parameters) throws IOException {
        try (Served served = Curl.serve(uri(host), parameters)) {
            return String.valueOf(
                    assertThrows(IOException.class, served::client).getMessage());
        }
    }

    @Test
    void wrongCertificateIsRefusedWithItsFingerprint() throws IOException {
        String refusal = refusal("127.0.0.1");
        assertTrue(refusal.contains(fingerprint), refusal);
        assertTrue(refusal.contains("CN=disks") && refusal.contains("cainfo="), refusal);
    }

    @Test
    void certificateIsForItsHostAlone() throws IOException {
        String refusal = refusal("localhost", "cainfo=" + authority);
        assertTrue(refusal.contains("localhost") && refusal.contains(fingerprint), refusal);
    }

    @Test
    void trustedCertificatesAreNamedByFileAndFolder() throws IOException {
        assertServed("127.0.0.1", "cainfo=" + authority);
        Path authorities = Files.createDirectories(folder.resolve("authorities"));
        Files.copy(authority, authorities.resolve("one.pem"));
        Files.writeString(authorities.resolve("README"), "not a certificate");
        assertServed("127.0.0.1", "capath=" + authorities);
    }

    @Test
    void certificateNeedNotBeChecked() throws IOException {
        assertServed("localhost", "sslverify=false");
    }

    @Test
    void versionsAndCiphersCanBeChosen() throws IOException {
        assertServed("127.0.0.1", "sslverify=false", "ssl-version=max-tlsv1.2");
        assertServed("127.0.0.1", "sslverify=false", "ssl-version=tlsv1.3", "tls13-ciphers=TLS_AES_128_GCM_SHA256");
    }

    @Test
    void cipherThatIsNotThereIsNamed() throws IOException {
        IOException refused = assertThrows(
                IOException.class,
                () -> Curl.serve(uri("127.0.0.1"), "ssl-cipher-list=TLS_NO_SUCH_CIPHER")
                        .close());
        assertTrue(refused.getMessage().contains("TLS_NO_SUCH_CIPHER"), refused.getMessage());
    }
}
