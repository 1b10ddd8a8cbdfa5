// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** Fuzzes the requests that a client sends after the handshake. */
class TransmissionFuzzTest {
    /** Created by the first session, since the fuzzer cannot instrument classes that were loaded before that. */
    private static @Nullable FuzzedServer server;

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @FuzzTest
    void sessions(byte[] choices) throws IOException, InterruptedException {
        if (server == null) {
            server = new FuzzedServer();
        }
        Script script = new Script(choices);
        ArrayPlugin.Kind kind = FuzzedServer.kind(script.choice());
        server.judge(kind, script.transmission());
    }
}
