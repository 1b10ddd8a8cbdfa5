// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.testkit.server.VersionedJar;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server in a process of its own to which something is lacking: descriptors, or somebody who reads its log. */
@Timeout(60)
class ShortageIT {
    private static final int DESCRIPTORS = 256;
    private static final int CLIENTS = 400;

    /** More lines than a pipe holds. */
    private static final int BAD_HANDSHAKES = 1_500;

    @TempDir
    private Path folder;

    private Process server;
    private InputStream log;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(folder.resolve("bundles"));
        VersionedJar.plugin(
                        "held", "1.0.0", List.of(HeldPlugin.class, HeldPlugin.Config.class, HeldPlugin.Zeroes.class))
                .writeTo(folder.resolve("bundles").resolve("held.jar"));
        Path configuration = Files.writeString(folder.resolve("platter.toml"), """
            [server]
            state = "state"
            control = "control"
            [[listen]]
            unix = "socket"
            tls = "off"
            [export.one.plugin]
            use = "held"
            """);
        server = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n " + DESCRIPTORS + "; exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dplatter.home=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--config=" + configuration)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        log = server.getErrorStream();
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf("ready: ") < 0) {
            int read = log.read();
            assertTrue(read >= 0, seen::toString);
            seen.append((char) read);
        }
    }

    @AfterEach
    void kill() {
        server.destroyForcibly();
    }

    @Test
    void clientsBeyondTheDescriptorsAreDisconnectedAndTheServerCanBeSteered() throws Exception {
        List<SocketChannel> clients = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < CLIENTS; i++) {
            SocketChannel client = connect("socket");
            clients.add(client);
            if (client.read(ByteBuffer.allocate(1)) < 0) {
                refused++;
            }
        }
        assertTrue(refused > CLIENTS - DESCRIPTORS, refused + " were refused");
        assertTrue(status().contains("\"state\":\"ready\""));
        for (SocketChannel client : clients) {
            client.close();
        }
        assertTrue(status().contains("\"state\":\"ready\""));
        end();
    }

    @Test
    void aLogThatNobodyReadsStopsNeitherClientsNorTheEnd() throws Exception {
        for (int i = 0; i < BAD_HANDSHAKES; i++) {
            try (SocketChannel client = connect("socket")) {
                ByteBuffer greeting = ByteBuffer.allocate(18);
                while (greeting.hasRemaining()) {
                    assertTrue(client.read(greeting) > 0, "the server has not greeted client " + i);
                }
                client.write(ByteBuffer.allocate(Integer.BYTES).putInt(0, -1));
                assertEquals(-1, client.read(ByteBuffer.allocate(1)));
            }
        }
        assertTrue(status().contains("\"state\":\"ready\""));
        end();
    }

    private void end() throws InterruptedException {
        server.destroy();
        assertTrue(server.waitFor(20, TimeUnit.SECONDS), "the server does not end");
        assertEquals(0, server.exitValue());
    }

    private String status() throws IOException {
        try (SocketChannel control = connect("control")) {
            control.write(ByteBuffer.wrap("{\"id\":1,\"command\":\"status\"}\n".getBytes(StandardCharsets.UTF_8)));
            StringBuilder answer = new StringBuilder();
            ByteBuffer next = ByteBuffer.allocate(1);
            while (control.read(next.clear()) > 0 && next.get(0) != '\n') {
                answer.append((char) next.get(0));
            }
            return answer.toString();
        }
    }

    private SocketChannel connect(String name) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(folder.resolve(name)));
        return channel;
    }
}
