// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.nbd.Commands;
import dev.platter.nbd.Magic;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that identify themselves by a pre-shared key. */
class PskTest {
    private static final String KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final String OTHER = "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    @TempDir
    private Path folder;

    private Path file;
    private PskCredentials credentials;
    private final LogLines log = new LogLines();

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("keys.psk"), "alice:" + KEY + "\n");
        credentials = PskCredentials.load(file, log);
    }

    private TlsServer serve() throws IOException {
        return TlsServer.start(server -> server.tls(credentials, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientWithTheKeyIsServedUnderItsName(String protocol) throws IOException, InterruptedException {
        try (TlsServer server = serve();
                TlsClient client = server.connect().secure(new PskClient("alice", KEY, protocol))) {
            assertEquals(OptionReplies.ACK, client.option(Options.GO, TlsClient.export("")));
            var session = server.openedFor.take().tls().orElseThrow();
            assertEquals(protocol, session.protocol());
            assertEquals(Optional.of("alice"), session.pskIdentity());
            assertEquals(Optional.empty(), session.subject());
            byte[] data = new byte[1 << 20];
            new Random(1).nextBytes(data);
            request(client, Commands.WRITE, data.length);
            client.out.write(data);
            client.out.flush();
            assertReply(client);
            assertEquals(1, server.landed.get(), "the payload is decrypted into memory of the disk");
            request(client, Commands.READ, data.length);
            assertReply(client);
            assertArrayEquals(data, client.in.readNBytes(data.length));
            assertEquals(TlsServer.lentOfOne(), server.lent.get(), "the memory that is lent was encrypted");
            request(client, Commands.DISC, 0);
            assertTrue(client.isClosed());
            assertEquals(List.of(), server.complaints());
        }
    }

    private static void request(TlsClient client, int command, int length) throws IOException {
        client.out.writeInt((int) Magic.REQUEST);
        client.out.writeInt(command);
        client.out.writeLong(7);
        client.out.writeLong(0);
        client.out.writeInt(length);
        client.out.flush();
    }

    private static void assertReply(TlsClient client) throws IOException {
        assertEquals((int) Magic.SIMPLE_REPLY, client.in.readInt());
        assertEquals(0, client.in.readInt());
        assertEquals(7, client.in.readLong());
    }

    /** Otherwise an attacker could find out which names exist by trying them. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void anUnknownNameAndAWrongKeyLookTheSame(String protocol) throws IOException {
        PskClient wrongKey = new PskClient("alice", OTHER, protocol);
        PskClient unknown = new PskClient("bob", KEY, protocol);
        List<String> complaints;
        try (TlsServer server = serve();
                TlsClient first = server.connect();
                TlsClient second = server.connect()) {
            assertThrows(IOException.class, () -> first.secure(wrongKey));
            assertThrows(IOException.class, () -> second.secure(unknown));
            assertTrue(server.openedFor.isEmpty());
            complaints = server.complaints();
        }
        assertNotEquals(-1, wrongKey.alert());
        assertEquals(wrongKey.alert(), unknown.alert());
        assertEquals(2, complaints.size(), complaints::toString);
        assertEquals(complaints.getFirst(), complaints.getLast());
    }

    @ParameterizedTest
    @CsvSource({"no TLS at all", "IHAVEOPT"})
    void rubbishGivesOneLineInTheLog(String rubbish) throws IOException {
        try (TlsServer server = serve();
                TlsClient client = server.connect().granted()) {
            client.out.write(rubbish.repeat(10_000).getBytes(StandardCharsets.US_ASCII));
            assertTrue(client.isClosed());
            List<String> complaints = server.complaints();
            assertEquals(1, complaints.size(), complaints::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aChangedFileCountsFromTheNextHandshakeOnUnlessItIsBroken(String protocol) throws IOException {
        try (TlsServer server = serve()) {
            Files.writeString(file, "bob:" + OTHER);
            for (int i = 0; i < 3; i++) {
                try (TlsClient client = server.connect().secure(new PskClient("bob", OTHER, protocol))) {
                    assertEquals(OptionReplies.ACK, client.option(Options.GO, TlsClient.export("")));
                }
                Files.writeString(file, "nonsense");
            }
            try (TlsClient client = server.connect()) {
                assertThrows(IOException.class, () -> client.secure(new PskClient("alice", KEY, protocol)));
            }
            assertTrue(log.lines().getFirst().contains("line 1"), log.lines()::toString);
        }
    }
}
