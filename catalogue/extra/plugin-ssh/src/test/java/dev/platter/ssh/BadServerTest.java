// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.client.NbdClient;
import dev.platter.nbd.TransmissionFlags;
import dev.platter.peers.AnnouncedServer;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that lie, stand still or know little cost a client a sentence, and never a wrong byte. */
@Tag("same-in-both-modes")
@Timeout(30)
class BadServerTest {
    private static final byte[] CONTENTS = Ssh.bytes(3_000_000);

    private static void says(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    /** What a client sees that connects. */
    private static String refusal(List<String> parameters) throws IOException {
        try (Served served = Ssh.serve(parameters)) {
            return String.valueOf(
                    assertThrows(IOException.class, served::client).getMessage());
        }
    }

    /** What a client sees that reads. */
    private static String failure(FakeServer server, String... more) throws IOException {
        try (Served served = Ssh.serve(server.parameters(more))) {
            NbdClient client = served.client();
            return String.valueOf(assertThrows(IOException.class, () -> Ssh.read(client, 100_000, 4096))
                    .getMessage());
        }
    }

    @Test
    void wrongPasswordIsNamedButNotShown() throws Exception {
        try (FakeServer server = new FakeServer(CONTENTS, (_, _) -> false)) {
            List<String> parameters = server.parameters();
            parameters.remove("password=" + FakeServer.PASSWORD);
            says(refusal(parameters), "allows", "password", "nothing to try");
            parameters.add("password=mellon");
            try (Served served = Ssh.serve(parameters)) {
                String message = String.valueOf(
                        assertThrows(IOException.class, served::client).getMessage());
                says(message, "user me", "the password had no success");
                assertFalse((message + served.log().lines()).contains("mellon"), message);
            }
        }
    }

    @Test
    void serverThatNeverSpeaksIsAnError() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            says(
                    refusal(List.of(
                            "host=127.0.0.1", "path=x", "config=", "port=" + silent.getLocalPort(), "timeout=200ms")),
                    "has not answered for 200 ms",
                    "timeout=");
        }
    }

    @Test
    void portsAndHostsThatAreNotThereAreNamed() throws Exception {
        int port = AnnouncedServer.freePort();
        says(
                refusal(List.of("host=127.0.0.1", "path=x", "config=", "port=" + port)),
                "cannot connect to 127.0.0.1:" + port);
        says(refusal(List.of("host=nowhere.invalid", "path=x", "config=")), "there is no host nowhere.invalid");
    }

    @Test
    void serverThatStandsStillWhileItIsReadIsAnError() throws Exception {
        try (FakeServer server = new FakeServer(CONTENTS, (packet, _) -> packet.type() == Sftp.READ)) {
            says(failure(server, "timeout=300ms"), "has not answered for 300 ms", "timeout=");
        }
    }

    @Test
    void clientOfASilentServerCanLeave() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (FakeServer server = new FakeServer(CONTENTS, (packet, _) -> {
            if (packet.type() == Sftp.READ) {
                asked.countDown();
            }
            return packet.type() == Sftp.READ;
        })) {
            try (Served served = Ssh.serve(server.parameters())) {
                NbdClient client = served.client();
                var _ = client.transmission().read(0, ByteBuffer.allocate(4096), 0);
                asked.await();
                client.transmission().close();
            }
        }
    }

    /** Answers that are short and come in the opposite order. */
    @Test
    void bytesEndUpWhereTheyBelong() throws Exception {
        Deque<FakeServer.Packet> kept = new ArrayDeque<>();
        try (FakeServer server = new FakeServer(CONTENTS, (packet, replies) -> {
            if (packet.type() != Sftp.READ) {
                return false;
            }
            kept.push(packet);
            if (kept.size() < 2 && packet.range()[1] > 20_000) {
                return true;
            }
            while (!kept.isEmpty()) {
                FakeServer.Packet last = kept.pop();
                int from = (int) last.range()[0];
                int length = (int) Math.min(last.range()[1], 25_000);
                replies.send(Sftp.DATA, last.id(), (Object) Arrays.copyOfRange(CONTENTS, from, from + length));
            }
            return true;
        })) {
            try (Served served = Ssh.serve(server.parameters())) {
                assertArrayEquals(
                        Arrays.copyOfRange(CONTENTS, 500_000, 500_000 + (64 << 10)),
                        Ssh.read(served.client(), 500_000, 64 << 10));
            }
        }
    }

    @Test
    void bytesThatWereNotAskedForAreRefused() throws Exception {
        try (FakeServer server = new FakeServer(CONTENTS, (packet, replies) -> {
            if (packet.type() == Sftp.READ) {
                replies.send(Sftp.DATA, packet.id(), (Object) new byte[5000]);
            }
            return packet.type() == Sftp.READ;
        })) {
            says(failure(server), "sends 5000 bytes where it was asked for 4096");
        }
    }

    @Test
    void wordsOfAShellAreNotTakenForAnAnswer() throws Exception {
        try (FakeServer server = new FakeServer(CONTENTS, (packet, replies) -> {
            replies.raw("Welcome to this machine\n".getBytes(StandardCharsets.US_ASCII));
            return false;
        })) {
            says(refusal(server.parameters()), "not SFTP", "shell");
        }
    }

    @Test
    void whatTheServerSaysOfAWriteIsPassedOn() throws Exception {
        try (FakeServer server = new FakeServer(CONTENTS, (packet, replies) -> {
            if (packet.type() == Sftp.WRITE) {
                replies.status(packet.id(), 4, "No space left on device");
            }
            return packet.type() == Sftp.WRITE;
        })) {
            try (Served served = Ssh.serve(server.parameters())) {
                NbdClient client = served.client();
                assertFalse(client.export().has(TransmissionFlags.SEND_FLUSH));
                String message = String.valueOf(
                        assertThrows(IOException.class, () -> client.write(0, ByteBuffer.allocate(512), 0))
                                .getMessage());
                says(message, "cannot write 512 bytes at 0", "No space left on device");
            }
        }
    }

    /** The size of one is told as 0. */
    @Test
    void endOfABlockDeviceIsFound() throws Exception {
        try (FakeServer server = new FakeServer(CONTENTS, (packet, replies) -> {
            if (packet.type() == Sftp.FSTAT) {
                replies.send(Sftp.ATTRIBUTES, packet.id(), 5, 0L, 0060660);
            }
            return packet.type() == Sftp.FSTAT;
        })) {
            try (Served served = Ssh.serve(server.parameters())) {
                assertEquals(CONTENTS.length, served.client().export().size());
            }
            assertTrue(server.packets.size() < 100, "requests: " + server.packets.size());
        }
    }

    @Test
    void readerInOrderIsServedFromWhatWasFetchedAhead() throws Exception {
        try (FakeServer server = new FakeServer(CONTENTS, (_, _) -> false)) {
            try (Served served = Ssh.serve(server.parameters())) {
                NbdClient client = served.client();
                for (int at = 0; at + 4096 <= CONTENTS.length; at += 4096) {
                    assertArrayEquals(Arrays.copyOfRange(CONTENTS, at, at + 4096), Ssh.read(client, at, 4096));
                }
            }
            long reads = server.packets.stream()
                    .filter(packet -> packet.type() == Sftp.READ)
                    .count();
            assertTrue(reads < 150, "requests for 732 reads: " + reads);
        }
    }
}
