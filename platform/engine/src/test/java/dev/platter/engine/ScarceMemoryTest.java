// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.export.Chain;
import dev.platter.nbd.Commands;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients want more memory than the server's budget has. */
class ScarceMemoryTest {
    private static final int LARGE = 800_000;
    private static final int HALF_SENT = 8;
    private static final Duration LONG = Duration.ofMinutes(5);

    @RegisterExtension
    private final ServedChain served = new ServedChain();

    private void serve(FakePlugin.Kind kind, Duration patience) throws IOException {
        served.serve(Chain.of("fake", new FakePlugin(kind)), false, server -> server.memory(LARGE, patience));
    }

    /** A client whose large write is half sent, so that the server holds memory for it. */
    private RawClient holder() throws IOException {
        RawClient client = served.transmit();
        client.request(Commands.WRITE, 0, 1, 0, LARGE).out.write(new byte[LARGE / 2]);
        // No reply shows that the server holds memory for the payload; the tests see it by the replies to other
        // clients.
        return client;
    }

    @ParameterizedTest
    @EnumSource(FakePlugin.Kind.class)
    void aRequestWaitsForTheMemoryOfAnother(FakePlugin.Kind kind) throws IOException {
        serve(kind, LONG);
        try (RawClient first = holder();
                RawClient second = served.transmit()) {
            second.request(Commands.WRITE, 0, 2, 0, LARGE).out.write(new byte[LARGE]);
            first.out.write(new byte[LARGE - LARGE / 2]);
            assertEquals(0, first.reply(1));
            assertEquals(0, second.reply(2));
            first.request(Commands.READ, 0, 3, 0, LARGE);
            second.request(Commands.READ, 0, 4, 0, LARGE);
            assertEquals(0, second.reply(4));
            assertEquals(0, first.reply(3));
        }
    }

    /** Small requests do not wait in line behind large ones. */
    @ParameterizedTest
    @EnumSource(value = FakePlugin.Kind.class, names = "INLINE")
    void smallRequestsDoNotWaitForMemory(FakePlugin.Kind kind) throws IOException {
        serve(kind, LONG);
        try (RawClient first = holder();
                RawClient second = served.transmit();
                RawClient third = served.transmit()) {
            second.request(Commands.WRITE, 0, 2, 0, LARGE).out.write(new byte[LARGE]);
            third.request(Commands.WRITE, 0, 3, 0, 4096).out.write(new byte[4096]);
            assertEquals(0, third.reply(3));
            first.out.write(new byte[LARGE - LARGE / 2]);
            assertEquals(0, first.reply(1));
            assertEquals(0, second.reply(2));
        }
    }

    @ParameterizedTest
    @EnumSource(FakePlugin.Kind.class)
    void aStalledHolderOfMemoryIsDisconnected(FakePlugin.Kind kind) throws IOException {
        serve(kind, Duration.ofMillis(50));
        try (RawClient first = holder();
                RawClient second = served.transmit()) {
            second.request(Commands.WRITE, 0, 2, 0, LARGE).out.write(new byte[LARGE]);
            assertEquals(0, second.reply(2));
            // Either client may have got the memory first. If it was the second, the first is disconnected only when a
            // third client waits.
            RawClient third = holder();
            assertTrue(first.isClosed());
            third.close();
        }
    }

    /** Each gets the memory when the one before it is disconnected, and none costs the healthy client another patience. */
    @Test
    void manyHalfSentWritesTogetherCostAnotherClientOnePatience() throws IOException {
        Duration patience = Duration.ofSeconds(1);
        serve(FakePlugin.Kind.INLINE, patience);
        List<RawClient> half = new ArrayList<>();
        try (RawClient healthy = served.transmit()) {
            for (int i = 0; i < HALF_SENT; i++) {
                half.add(holder());
            }
            long begin = System.nanoTime();
            healthy.request(Commands.WRITE, 0, 1, 0, LARGE).out.write(new byte[LARGE]);
            assertEquals(0, healthy.reply(1));
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);
            assertTrue(waited.compareTo(patience.multipliedBy(HALF_SENT - 2)) < 0, waited::toString);
        } finally {
            for (RawClient each : half) {
                each.close();
            }
        }
    }
}
