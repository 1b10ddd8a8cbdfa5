// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Random;
import java.util.Vector;
import java.util.concurrent.CompletableFuture;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.BasicTlsPSKExternal;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.PRFAlgorithm;
import org.bouncycastle.tls.PSKTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsPSKExternal;
import org.bouncycastle.tls.TlsPSKIdentityManager;
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with pre-shared keys, with a server of Bouncy Castle. */
@Timeout(60)
class PskTransportTest {
    private static final byte[] KEY = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    private static final int LARGE = 300_000;

    @TempDir
    Path folder;

    /** Knows one key, whoever asks. */
    private static final class Server extends PSKTlsServer {
        private final ProtocolVersion version;

        Server(ProtocolVersion version) {
            super(new JcaTlsCryptoProvider().create(new SecureRandom()), new TlsPSKIdentityManager() {
                @Override
                public byte[] getHint() {
                    return new byte[0];
                }

                @Override
                public byte[] getPSK(byte[] identity) {
                    return KEY;
                }
            });
            this.version = version;
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return version.only();
        }

        @Override
        protected int[] getSupportedCipherSuites() {
            return TlsUtils.getSupportedCipherSuites(
                    getCrypto(),
                    new int[] {CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256});
        }

        @Override
        @SuppressWarnings("rawtypes") // Bouncy Castle is older than generic types
        public TlsPSKExternal getExternalPSK(Vector identities) {
            byte[] identity = ((org.bouncycastle.tls.PskIdentity) identities.getFirst()).getIdentity();
            return new BasicTlsPSKExternal(identity, getCrypto().createSecret(KEY), PRFAlgorithm.tls13_hkdf_sha256);
        }

        @Override
        public TlsCredentials getCredentials() throws IOException {
            if (TlsUtils.isTLSv13(context)) {
                throw new TlsFatalAlert(AlertDescription.decrypt_error);
            }
            return super.getCredentials();
        }
    }

    private final Pipe there;
    private final Pipe back;

    PskTransportTest() throws IOException {
        there = Pipe.open();
        back = Pipe.open();
    }

    /** Sends back what it receives, until the client has gone or the handshake fails. */
    private CompletableFuture<Void> echo(ProtocolVersion version) {
        return CompletableFuture.runAsync(
                () -> {
                    TlsServerProtocol protocol = new TlsServerProtocol(
                            Channels.newInputStream(there.source()), Channels.newOutputStream(back.sink()));
                    try {
                        protocol.accept(new Server(version));
                        byte[] piece = new byte[4096];
                        for (int count = protocol.getInputStream().read(piece);
                                count >= 0;
                                count = protocol.getInputStream().read(piece)) {
                            protocol.getOutputStream().write(piece, 0, count);
                        }
                    } catch (IOException e) {
                        // The client has gone, or is not known.
                    }
                },
                task -> Thread.ofPlatform().daemon().start(task));
    }

    private Transport client() {
        return new PipeTransport(back.source(), there.sink());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bytesGoThereAndBackAtTheSameTime(String version) throws Exception {
        echo(version.equals("TLSv1.3") ? ProtocolVersion.TLSv13 : ProtocolVersion.TLSv12);
        byte[] data = new byte[LARGE];
        new Random(1).nextBytes(data);
        Transport secured = ClientTls.preSharedKey("alice", KEY).secure(client());
        CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
            try {
                secured.write(ByteBuffer.wrap(data, 0, 100), ByteBuffer.wrap(data, 100, LARGE - 100));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        ByteBuffer got = ByteBuffer.allocate(LARGE);
        while (got.hasRemaining()) {
            assertTrue(secured.read(got) > 0);
        }
        sender.get();
        secured.close();
        assertArrayEquals(data, got.array());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aWrongKeyIsSaidToBeWrong(String version) {
        echo(version.equals("TLSv1.3") ? ProtocolVersion.TLSv13 : ProtocolVersion.TLSv12);
        byte[] wrong = KEY.clone();
        wrong[0]++;
        IOException refused = assertThrows(
                IOException.class, () -> ClientTls.preSharedKey("alice", wrong).secure(client()));
        assertEquals("TLS failed: the server does not know 'alice', or knows another key", refused.getMessage());
    }

    @Test
    void theKeyOfAUserIsFoundInAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("keys.psk"), "bob:00\nalice:0a0B\n");
        assertArrayEquals(new byte[] {10, 11}, PskKeys.keyOf("alice", file));
        String nobody = assertThrows(IOException.class, () -> PskKeys.keyOf("carol", file))
                .getMessage();
        assertTrue(nobody.contains("has no key of 'carol'"), nobody);
        Files.writeString(file, "alice:xyz\n");
        String damaged = assertThrows(IOException.class, () -> PskKeys.keyOf("alice", file))
                .getMessage();
        assertTrue(damaged.contains("hexadecimal") && !damaged.contains("xyz"), damaged);
    }

    @Test
    void aUriWithoutAFileOfKeysIsRefused() {
        IOException refused =
                assertThrows(IOException.class, () -> ClientTls.of(NbdUri.parse("nbds://alice@host/x?tls-type=psk")));
        assertTrue(refused.getMessage().contains("tls-psk-file=FILE"), refused::getMessage);
    }
}
