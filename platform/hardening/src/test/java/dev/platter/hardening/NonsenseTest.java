// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.nbd.Options;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A megabyte of nonsense makes one line in the log; a valid session that arrives byte by byte makes none. */
@Timeout(60)
class NonsenseTest {
    /** Neither zeroes nor these random bytes begin with a request's magic. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void megabyteOfNonsenseIsOneLineInTheLog(boolean zeroes) throws IOException, InterruptedException {
        byte[] nonsense = new byte[1 << 20];
        if (!zeroes) {
            new Random(5).nextBytes(nonsense);
        }
        ArrayPlugin plugin = new ArrayPlugin(ArrayPlugin.Kind.INLINE);
        try (LocalServer server = new LocalServer(plugin);
                Player player = new Player()) {
            byte[] received = player.play(
                    server.forHalfClosed(),
                    new ClientBytes()
                            .clientFlags(3)
                            .option(Options.EXPORT_NAME)
                            .raw(nonsense)
                            .bytes());
            plugin.awaitAllClosed();
            assertEquals(18 + 10, received.length);
            List<String> log = server.log().take();
            assertEquals(1, log.size(), log::toString);
            assertTrue(log.getFirst().contains("magic"), log::toString);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sessionByteByByteIsNotLogged(ReplyMode mode) throws IOException, InterruptedException {
        byte[] session = RecordedSession.of(mode).bytes();
        List<byte[]> bytes = new ArrayList<>();
        for (byte one : session) {
            bytes.add(new byte[] {one});
        }
        ArrayPlugin plugin = new ArrayPlugin(ArrayPlugin.Kind.INLINE);
        try (LocalServer server = new LocalServer(plugin);
                Player player = new Player()) {
            byte[] received = player.play(server.forHalfClosed(), bytes);
            plugin.awaitAllClosed();
            Conversation.judge(session, received, true, plugin.lastOpened());
            assertEquals(List.of(), server.log().take());
        }
    }
}
