// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with certificates, with a server of the JDK. */
@Timeout(60)
class TlsTransportTest {
    private static final char[] PASSWORD = "secret".toCharArray();
    private static final int LARGE = 3_000_000;

    @TempDir
    static Path folder;

    private static KeyStore server;
    private static KeyStore client;

    private SSLServerSocket listening;

    private static KeyStore made(String name, String algorithm) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:disks.test",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), said);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = made("server", "EC");
        client = made("client", "RSA");
    }

    @AfterEach
    void stopListening() throws IOException {
        listening.close();
    }

    /** Sends back what each client sends. */
    private ServerAddress listen(String protocol, boolean wantsClient) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(server, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("client", client.getCertificate("client"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        listening = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listening.setEnabledProtocols(new String[] {protocol});
        listening.setNeedClientAuth(wantsClient);
        Thread.ofPlatform().daemon().start(this::echo);
        return new ServerAddress.Tcp("127.0.0.1", listening.getLocalPort());
    }

    private void echo() {
        try {
            while (true) {
                SSLSocket peer = (SSLSocket) listening.accept();
                Thread.ofPlatform().daemon().start(() -> {
                    try (peer;
                            InputStream in = peer.getInputStream();
                            OutputStream out = peer.getOutputStream()) {
                        in.transferTo(out);
                    } catch (IOException e) {
                        // The client has gone, or does not trust this server.
                    }
                });
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static Path trusting(KeyStore whom, String alias) throws Exception {
        Path at = Files.createTempDirectory(folder, "pki");
        Files.writeString(
                at.resolve("ca-cert.pem"),
                "Some words before it.\n"
                        + pem("CERTIFICATE", whom.getCertificate(alias).getEncoded()));
        return at;
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    private static ClientTls tls(Path pki, String more) throws IOException {
        return ClientTls.of(NbdUri.parse("nbds://127.0.0.1/x?tls-certificates=" + pki + more));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bytesGoThereAndBackAtTheSameTime(String protocol) throws Exception {
        ServerAddress address = listen(protocol, false);
        ClientTls tls = tls(trusting(server, "server"), "&tls-hostname=disks.test");
        byte[] data = new byte[LARGE];
        new Random(1).nextBytes(data);
        try (Transport secured = tls.secure(Transport.connect(address))) {
            CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
                try {
                    secured.write(ByteBuffer.wrap(data, 0, 100), ByteBuffer.wrap(data, 100, LARGE - 100));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            ByteBuffer small = ByteBuffer.allocate(10);
            assertTrue(secured.read(small) > 0);
            ByteBuffer got = ByteBuffer.allocate(LARGE).put(small.flip());
            while (got.hasRemaining()) {
                assertTrue(secured.read(got) > 0);
            }
            sender.get();
            assertArrayEquals(data, got.array());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "server, &tls-hostname=disks.test,                   true",
        "server, &tls-hostname=other.test,                   false",
        "server, '',                                         false",
        "client, &tls-hostname=disks.test,                   false",
        "client, &tls-verify-peer=0,                         true"
    })
    void onlyATrustedServerOfTheRightNameIsUsed(String trusted, String more, boolean used) throws Exception {
        ServerAddress address = listen("TLSv1.3", false);
        ClientTls tls = tls(trusting(trusted.equals("server") ? server : client, trusted), more);
        try (Transport plain = Transport.connect(address)) {
            if (used) {
                tls.secure(plain);
            } else {
                IOException refused = assertThrows(IOException.class, () -> tls.secure(plain));
                assertTrue(refused.getMessage().startsWith("TLS failed: "), refused::getMessage);
            }
        }
    }

    /** certtool and older openssl write keys in the second form. */
    @ParameterizedTest
    @ValueSource(strings = {"PRIVATE KEY", "RSA PRIVATE KEY"})
    void theClientProvesWhoItIs(String label) throws Exception {
        ServerAddress address = listen("TLSv1.3", true);
        Path pki = trusting(server, "server");
        Files.writeString(
                pki.resolve("client-cert.pem"),
                pem("CERTIFICATE", client.getCertificate("client").getEncoded()));
        Key key = client.getKey("client", PASSWORD);
        byte[] pkcs8 = key.getEncoded();
        // The last element of PKCS #8 is the key in the older form.
        byte[] der = label.equals("PRIVATE KEY") ? pkcs8 : Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        Files.writeString(pki.resolve("client-key.pem"), pem(label, der));
        try (Transport secured = tls(pki, "&tls-hostname=disks.test").secure(Transport.connect(address))) {
            secured.write(ByteBuffer.wrap(new byte[] {42}));
            ByteBuffer got = ByteBuffer.allocate(1);
            assertEquals(1, secured.read(got));
            assertEquals(42, got.get(0));
        }
    }

    @Test
    void aServerThatSpeaksNoTlsIsRefused() throws Exception {
        listen("TLSv1.3", false);
        try (Transport rubbish = new Rubbish()) {
            IOException refused = assertThrows(
                    IOException.class, () -> tls(trusting(server, "server"), "").secure(rubbish));
            assertTrue(refused.getMessage().startsWith("TLS failed: "), refused::getMessage);
        }
    }

    /** Answers everything with text. */
    private static final class Rubbish implements Transport {
        private final ByteArrayInputStream text =
                new ByteArrayInputStream("this is not TLS, by any means".getBytes(StandardCharsets.US_ASCII));

        @Override
        public int read(ByteBuffer into) {
            byte[] some = new byte[into.remaining()];
            int count = text.read(some, 0, some.length);
            if (count > 0) {
                into.put(some, 0, count);
            }
            return count;
        }

        @Override
        public void write(ByteBuffer... from) {
            for (ByteBuffer buffer : from) {
                buffer.position(buffer.limit());
            }
        }

        @Override
        public void finishSending() {}

        @Override
        public void close() {}
    }

    @Test
    void aFolderThatDoesNotExistIsNamed() throws Exception {
        listen("TLSv1.3", false);
        IOException refused = assertThrows(IOException.class, () -> tls(Path.of("/no/such"), ""));
        assertTrue(refused.getMessage().contains("/no/such")
                && refused.getMessage().contains("ca-cert.pem"));
    }
}
