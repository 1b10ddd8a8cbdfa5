// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Plays random sessions, which are the same in every run of the build; the fuzzer looks for new ones. */
class RandomSessionsTest {
    private static final int SESSIONS = 300;
    private static final int LONGEST = 120;

    private interface Shape {
        Script of(Script script);
    }

    private static void play(long seed, Shape shape) throws IOException, InterruptedException {
        Random random = new Random(seed);
        try (FuzzedServer server = new FuzzedServer()) {
            for (int i = 0; i < SESSIONS; i++) {
                byte[] choices = new byte[random.nextInt(LONGEST)];
                random.nextBytes(choices);
                Script script = new Script(choices);
                ArrayPlugin.Kind kind = FuzzedServer.kind(script.choice());
                try {
                    server.judge(kind, shape.of(script));
                } catch (AssertionError e) {
                    throw new AssertionError(HexFormat.of().formatHex(choices) + ": " + e.getMessage(), e);
                }
            }
        }
    }

    @Test
    void everyReplyToARandomHandshakeIsRight() throws IOException, InterruptedException {
        play(1, Script::handshake);
    }

    @Test
    void everyReplyToARandomTransmissionIsRight() throws IOException, InterruptedException {
        play(2, Script::transmission);
    }
}
