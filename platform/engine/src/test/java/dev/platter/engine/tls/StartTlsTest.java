// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.credentials.CredentialException;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.nbd.Commands;
import dev.platter.nbd.Magic;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options before, together with and after STARTTLS. */
class StartTlsTest {
    /** The bytes of a request without payload. */
    private static final int REQUEST = 28;

    private static final TestAuthority AUTHORITY = new TestAuthority("authority");

    @TempDir
    private static Path folder;

    private static CertificateFolder certificates;

    @BeforeAll
    static void issue() throws IOException {
        certificates = AUTHORITY.write(folder, AUTHORITY.server());
    }

    private static TlsServer serve(boolean required) throws IOException {
        return TlsServer.start(server -> server.tls(credentials(), required));
    }

    private static TlsCredentials credentials() {
        try {
            return CertificateCredentials.load(certificates, false, new LogLines());
        } catch (CredentialException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aServerWithoutTlsSaysSo() throws IOException {
        try (TlsServer server = TlsServer.start(builder -> builder);
                TlsClient client = server.connect()) {
            assertEquals(OptionReplies.ERR_POLICY, client.option(Options.STARTTLS));
            assertEquals(OptionReplies.ACK, client.option(Options.GO, TlsClient.export("")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                Options.LIST,
                Options.INFO,
                Options.GO,
                Options.STRUCTURED_REPLY,
                Options.EXTENDED_HEADERS,
                Options.LIST_META_CONTEXT,
                Options.SET_META_CONTEXT,
                4242
            })
    void whereTlsIsRequiredOtherOptionsAreRefused(int option) throws IOException {
        try (TlsServer server = serve(true);
                TlsClient client = server.connect()) {
            assertEquals(OptionReplies.ERR_TLS_REQD, client.option(option, (byte) 1));
            assertEquals(OptionReplies.ERR_TLS_REQD, client.option(option, new byte[100_000]));
            assertEquals(OptionReplies.ACK, client.option(Options.ABORT));
            assertTrue(client.isClosed());
        }
    }

    @Test
    void whereTlsIsRequiredTheOldOptionClosesTheConnection() throws IOException {
        try (TlsServer server = serve(true);
                TlsClient client = server.connect()) {
            client.send(Options.EXPORT_NAME);
            assertTrue(client.isClosed());
            assertEquals(0, server.openedFor.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theDiskIsServedAfterTheHandshake(String protocol)
            throws IOException, GeneralSecurityException, InterruptedException {
        try (TlsServer server = serve(true);
                TlsClient client = server.connect().secure(AUTHORITY.clientContext(), protocol)) {
            assertEquals(OptionReplies.ACK, client.option(Options.GO, TlsClient.export("")));
            var session = server.openedFor.take().tls().orElseThrow();
            assertEquals(protocol, session.protocol());
            assertTrue(session.subject().isEmpty());
            byte[] data = new byte[3 << 20];
            new Random(1).nextBytes(data);
            // Many small TLS records and a few large ones, so that requests begin and end anywhere within records.
            request(client, Commands.WRITE, 0, data.length);
            for (int at = 0; at < data.length; ) {
                int length = Math.min(at % 5 == 0 ? 100_001 : 777, data.length - at);
                client.out.write(data, at, length);
                at += length;
            }
            assertReply(client);
            assertEquals(1, server.landed.get(), "the payload is decrypted into memory of the disk");
            request(client, Commands.READ, 0, data.length);
            assertReply(client);
            assertArrayEquals(data, client.in.readNBytes(data.length));
            request(client, Commands.READ, 0, 1 << 20);
            assertReply(client);
            assertArrayEquals(Arrays.copyOf(data, 1 << 20), client.in.readNBytes(1 << 20));
            assertEquals(2 * TlsServer.lentOfOne(), server.lent.get(), "the memory that is lent was encrypted");
            request(client, Commands.DISC, 0, 0);
            assertTrue(client.isClosed());
            assertEquals(List.of(), server.complaints());
        }
    }

    private static void request(TlsClient client, int command, long offset, int length) throws IOException {
        client.out.writeInt((int) Magic.REQUEST);
        client.out.writeInt(command);
        client.out.writeLong(7);
        client.out.writeLong(offset);
        client.out.writeInt(length);
    }

    private static void assertReply(TlsClient client) throws IOException {
        assertEquals((int) Magic.SIMPLE_REPLY, client.in.readInt());
        assertEquals(0, client.in.readInt());
        assertEquals(7, client.in.readLong());
    }

    @Test
    void startTlsWithDataIsRefusedAndMayBeRepeated() throws IOException, GeneralSecurityException {
        try (TlsServer server = serve(false);
                TlsClient client = server.connect()) {
            assertEquals(OptionReplies.ERR_INVALID, client.option(Options.STARTTLS, (byte) 0));
            client.secure(AUTHORITY.clientContext(), "TLSv1.3");
            assertEquals(OptionReplies.ERR_INVALID, client.option(Options.STARTTLS));
            assertEquals(OptionReplies.ACK, client.option(Options.GO, TlsClient.export("")));
        }
    }

    @Test
    void optionsNegotiatedBeforeTlsAreForgotten() throws IOException, GeneralSecurityException {
        try (TlsServer server = serve(false);
                TlsClient client = server.connect()) {
            assertEquals(OptionReplies.ACK, client.option(Options.STRUCTURED_REPLY));
            assertEquals(OptionReplies.ACK, client.option(Options.INFO, TlsClient.export("")));
            assertEquals(1, server.open.get());
            client.secure(AUTHORITY.clientContext(), "TLSv1.3");
            assertEquals(0, server.open.get());
            assertEquals(OptionReplies.ERR_INVALID, client.option(Options.LIST_META_CONTEXT, new byte[8]));
            assertEquals(OptionReplies.ACK, client.option(Options.STRUCTURED_REPLY));
            assertEquals(OptionReplies.ACK, client.option(Options.LIST_META_CONTEXT, new byte[8]));
        }
    }

    /** An attacker between client and server could have injected the plain text. */
    @Test
    void plainTextAfterStartTlsClosesTheConnection() throws IOException {
        try (TlsServer server = serve(false);
                TlsClient client = server.connect()) {
            byte[] twoOptions =
                    ("IHAVEOPT\0\0\0\5\0\0\0\0" + "IHAVEOPT\0\0\0\3\0\0\0\0").getBytes(StandardCharsets.ISO_8859_1);
            client.out.write(twoOptions);
            assertTrue(client.isClosed());
            assertComplaint(server, "plain text");
        }
    }

    @ParameterizedTest
    @CsvSource({"IHAVEOPT, not TLS", "0123456789abcdef0123456789abcdef, not TLS"})
    void rubbishInPlaceOfTlsIsOneLineInTheLog(String rubbish, String why) throws IOException {
        try (TlsServer server = serve(false);
                TlsClient client = server.connect().granted()) {
            client.out.write(rubbish.repeat(1000).getBytes(StandardCharsets.US_ASCII));
            assertTrue(client.isClosed());
            assertComplaint(server, why);
        }
    }

    @Test
    void rubbishInAnEstablishedSessionIsOneLineInTheLog() throws IOException, GeneralSecurityException {
        try (TlsServer server = serve(false);
                TlsClient client = server.connect();
                TlsClient bystander = server.connect()) {
            client.rubbishAfter(AUTHORITY.clientContext());
            assertTrue(client.isClosed());
            bystander.secure(AUTHORITY.clientContext(), "TLSv1.3");
            assertEquals(OptionReplies.ACK, bystander.option(Options.GO, TlsClient.export("")));
            assertComplaint(server, "TLS: ");
        }
    }

    /**
     * The requests of which the server has only the beginning lie in the memory that records are read into as well, and
     * the JDK overwrites memory when a record is forged.
     */
    @Test
    void aForgedRecordChangesNothingOfOtherConnections() throws IOException, GeneralSecurityException {
        List<TlsClient> others = new ArrayList<>();
        try (TlsServer server = serve(false)) {
            for (int i = 0; i < 32; i++) {
                TlsClient other = server.connect();
                others.add(other);
                assertEquals(OptionReplies.ACK, other.option(Options.GO, TlsClient.export("")));
                // The reply tells that the server has what was sent together with the request.
                ByteBuffer begun = ByteBuffer.allocate(2 * REQUEST).put(read(i)).put(read(i));
                other.out.write(begun.array(), 0, REQUEST + 4);
                assertEquals(i, replied(other));
            }
            try (TlsClient forger = server.connect()) {
                forger.rubbishAfter(AUTHORITY.clientContext());
                assertTrue(forger.isClosed());
            }
            for (int i = 0; i < others.size(); i++) {
                others.get(i).out.write(read(i), 4, REQUEST - 4);
                assertEquals(i, replied(others.get(i)));
            }
        } finally {
            for (TlsClient other : others) {
                other.close();
            }
        }
    }

    private static byte[] read(int cookie) {
        return ByteBuffer.allocate(REQUEST)
                .putInt((int) Magic.REQUEST)
                .putShort((short) 0)
                .putShort((short) Commands.READ)
                .putLong(cookie)
                .putLong(0)
                .putInt(1)
                .array();
    }

    /** The cookie of a successful reply, which has one byte of data. */
    private static long replied(TlsClient client) throws IOException {
        assertEquals((int) Magic.SIMPLE_REPLY, client.in.readInt());
        assertEquals(0, client.in.readInt());
        long cookie = client.in.readLong();
        client.in.readByte();
        return cookie;
    }

    @Test
    void aHandshakeThatStallsIsEnded() throws IOException {
        HandshakePolicy quick = HandshakePolicy.DEFAULT.withLimit(Duration.ofMillis(300));
        try (TlsServer server = TlsServer.start(
                        builder -> builder.tls(credentials(), true).handshake(quick));
                TlsClient client = server.connect().granted()) {
            client.out.write(new byte[] {22, 3, 1, 2, 0, 1});
            assertTrue(client.isClosed());
            assertComplaint(server, "not finished");
        }
    }

    @Test
    void handshakesAreComputedOnSeparateThreads() throws IOException, GeneralSecurityException {
        try (TlsServer server = serve(false);
                TlsClient client = server.connect().secure(AUTHORITY.clientContext(), "TLSv1.3")) {
            assertEquals(OptionReplies.ACK, client.option(Options.GO, TlsClient.export("")));
            assertTrue(Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().startsWith("nbd-tls-")));
        }
    }

    @Test
    void anExportMayBeForTlsOnly() throws IOException, GeneralSecurityException {
        try (TlsServer server = TlsServer.selective(credentials());
                TlsClient client = server.connect()) {
            assertEquals(1, listed(client));
            assertEquals(OptionReplies.ACK, client.option(Options.INFO, TlsClient.export("open")));
            assertEquals(OptionReplies.ERR_TLS_REQD, client.option(Options.INFO, TlsClient.export("secret")));
            assertEquals(OptionReplies.ERR_TLS_REQD, client.option(Options.GO, TlsClient.export("secret")));
            assertEquals(OptionReplies.ERR_UNKNOWN, client.option(Options.GO, TlsClient.export("nothing")));
            client.secure(AUTHORITY.clientContext(), "TLSv1.3");
            assertEquals(2, listed(client));
            assertEquals(OptionReplies.ACK, client.option(Options.GO, TlsClient.export("secret")));
        }
    }

    private static void assertComplaint(TlsServer server, String words) {
        List<String> complaints = server.complaints();
        assertEquals(1, complaints.size(), complaints::toString);
        assertTrue(complaints.getFirst().contains(words), complaints::toString);
    }

    private static int listed(TlsClient client) throws IOException {
        client.send(Options.LIST);
        int exports = 0;
        while (client.reply(Options.LIST) == OptionReplies.SERVER) {
            exports++;
        }
        return exports;
    }
}
