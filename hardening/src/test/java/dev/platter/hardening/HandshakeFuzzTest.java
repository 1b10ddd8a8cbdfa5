package dev.platter.hardening;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Whatever a client says until it has agreed with the server on an export. */
class HandshakeFuzzTest {
    private static FuzzedServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new FuzzedServer();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @FuzzTest
    void sessions(byte[] choices) throws IOException, InterruptedException {
        Script script = new Script(choices);
        ArrayPlugin.Kind kind = FuzzedServer.kind(script.choice());
        server.judge(kind, script.handshake());
    }
}
