// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that talk nonsense or vanish do not harm other clients. */
class RubbishIT {
    /** Client flags and the option EXPORT_NAME with the empty name, which is the shortest way into transmission. */
    private static final String INTO_TRANSMISSION = "00000003 49484156454f5054 00000001 00000000";

    /** The length of the greeting in bytes: two magic numbers and the server's flags. */
    private static final int GREETING = 18;

    @RegisterExtension
    private final Platter platter = new Platter();

    @ParameterizedTest
    @CsvSource({
        "nothing known as a flag,               ffffffff, 0",
        "no option,                             00000003 0000000000000000 00000001 00000000, 0",
        "an option longer than anybody needs,   00000003 49484156454f5054 00000001 7fffffff, 0",
        "no request,                            " + INTO_TRANSMISSION
                + " 00000000000000000000000000000000000000000000000000000000, 10",
        "a write longer than anybody may,       " + INTO_TRANSMISSION
                + " 25609513 0000 0001 0000000000000001 0000000000000000 ffffffff, 10",
    })
    void clientThatTalksNonsenseIsDisconnected(String what, String rubbish, int answer) throws IOException {
        Served served = platter.serve("memory", "1M");
        try (SocketChannel client = connect(served)) {
            send(client, rubbish);
            assertEquals(answer, untilTheEnd(client), what);
        }
        assertFalse(served.end().isEmpty(), "the server has not said why it disconnected somebody");
    }

    @Needs("nbdsh")
    @Test
    void brokenOffWriteIsNotCarriedOut() throws IOException {
        Served served = platter.serve("memory", "1M");
        try (SocketChannel client = connect(served)) {
            send(client, INTO_TRANSMISSION + " 25609513 0000 0001 0000000000000001 0000000000000000 00010000");
            client.write(ByteBuffer.wrap("half of it".repeat(3000).getBytes(StandardCharsets.UTF_8)));
        }
        Peer.require("nbdsh")
                .run("-u", served.uri(), "-c", "assert h.pread(65536, 0) == bytes(65536)")
                .success();
    }

    /** fio checks every block that it writes while other clients send nonsense and break off. */
    @Needs("fio")
    @Test
    void anotherClientCarriesOnUnharmed() throws IOException, InterruptedException {
        Served served = platter.serve("memory", "64M");
        Path job = Files.writeString(platter.folder().resolve("job.fio"), """
            [good]
            ioengine=nbd
            uri=%s
            size=32M
            bs=16k
            iodepth=16
            rw=randrw
            verify=crc32c
            verify_state_save=0
            """.formatted(served.uri()));
        Peer fio = Peer.require("fio");
        Process good = fio.start(job.toString());
        CompletableFuture<String> said = CompletableFuture.supplyAsync(
                () -> good.inputReader().lines().reduce("", (a, b) -> a + b + "\n"), Thread::startVirtualThread);
        int bad = 0;
        do {
            try (SocketChannel rude = connect(served);
                    SocketChannel halfway = connect(served);
                    SocketChannel gone = connect(served)) {
                send(rude, "deadbeef".repeat(20));
                send(halfway, "00000003 49484156");
                send(gone, INTO_TRANSMISSION + " 25609513 0000 0001 0000000000000001 0000000002000000 00100000");
                bad += 3;
            }
        } while (good.isAlive());
        assertEquals(0, good.waitFor(), said::join);
        assertTrue(bad > 3, "fio was too quick for the others");
    }

    @Needs("nbdsh")
    @Test
    void aClientThatIsKilledIsForgotten() throws IOException, InterruptedException {
        Served served = platter.serve("memory", "64M");
        Process victim = Peer.require("nbdsh").start("-u", served.uri(), "-c", """
            print('writing', flush=True)
            while True:
                h.pwrite(b'\\x01' * 1048576, 0)
            """);
        try (BufferedReader said = victim.inputReader()) {
            assertEquals("writing", said.readLine());
            victim.destroyForcibly().waitFor();
        }
        Peer.require("nbdsh")
                .run("-u", served.uri(), "-c", "assert set(h.pread(1048576, 0)) <= {0, 1}")
                .success();
    }

    private static SocketChannel connect(Served served) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(served.socket()));
        ByteBuffer greeting = ByteBuffer.allocate(GREETING);
        while (greeting.hasRemaining() && channel.read(greeting) >= 0) {}
        assertEquals("NBDMAGICIHAVEOPT", new String(greeting.array(), 0, 16, StandardCharsets.US_ASCII));
        return channel;
    }

    private static void send(SocketChannel channel, String hex) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Counts the bytes that come before the server hangs up. */
    private static int untilTheEnd(SocketChannel channel) {
        ByteBuffer answer = ByteBuffer.allocate(4096);
        try {
            while (channel.read(answer) >= 0) {}
        } catch (IOException reset) {
            // The server may hang up before it has read all that we sent, which resets the connection.
            return answer.position();
        }
        return answer.position();
    }
}
