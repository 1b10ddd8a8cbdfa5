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
import java.util.ResourceBundle;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client sends many large reads and never reads the replies, while another client needs the memory. */
@Timeout(60)
class StuckReadersTest {
    private static final int LARGE = 800_000;

    /** The replies to so many reads do not fit into the socket buffers. */
    private static final int READS = 40;

    private static final int STUCK = 8;

    /** Long enough for the healthy client on a busy machine. */
    private static final Duration STALL = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @RegisterExtension
    private final ServedChain served = new ServedChain();

    private final CountDownLatch disconnected = new CountDownLatch(1);

    @ParameterizedTest
    @EnumSource(FakePlugin.Kind.class)
    void aClientThatReadsNothingIsDisconnectedForAnother(FakePlugin.Kind kind) throws IOException {
        served.serve(
                Chain.of("fake", new FakePlugin(kind)),
                false,
                server -> server.memory(LARGE, STALL).loggers(name -> new Watch()));
        try (RawClient stuck = served.transmit();
                RawClient healthy = served.transmit()) {
            for (int i = 0; i < READS; i++) {
                stuck.request(Commands.READ, 0, i, 0, LARGE);
            }
            long patience = System.nanoTime() + PATIENCE.toNanos();
            for (int i = 0; disconnected.getCount() > 0; i++) {
                assertTrue(System.nanoTime() < patience, "nobody was disconnected");
                healthy.request(Commands.WRITE, 0, i, 0, LARGE).out.write(new byte[LARGE]);
                assertEquals(0, healthy.reply(i));
            }
        }
        served.stop();
    }

    /** Nobody is disconnected here: the memory that the stuck clients hold is simply not needed. */
    @ParameterizedTest
    @EnumSource(value = FakePlugin.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "INLINE")
    void aClientIsServedBesideManyThatReadNothing(FakePlugin.Kind kind) throws IOException {
        served.serve(
                Chain.of("fake", new FakePlugin(kind)),
                false,
                server -> server.memory(32 << 20, Duration.ofMinutes(5)));
        List<RawClient> all = new ArrayList<>();
        try {
            for (int i = 0; i < STUCK; i++) {
                RawClient stuck = served.transmit();
                all.add(stuck);
                for (int j = 0; j < READS; j++) {
                    stuck.request(Commands.READ, 0, j, 0, LARGE);
                }
            }
            RawClient healthy = served.transmit();
            all.add(healthy);
            for (int i = 0; i < 20; i++) {
                healthy.request(Commands.READ, 0, i, 0, LARGE);
                assertEquals(0, healthy.reply(i));
                healthy.in.skipNBytes(LARGE);
                healthy.request(Commands.READ, 0, i, 0, 4096);
                assertEquals(0, healthy.reply(i));
                healthy.in.skipNBytes(4096);
            }
        } finally {
            for (RawClient each : all) {
                each.close();
            }
        }
        served.stop();
    }

    private final class Watch implements System.Logger {
        @Override
        public String getName() {
            return "watch";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            if (String.valueOf(message).contains("neither sent nor taken anything")) {
                disconnected.countDown();
            }
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                @Nullable Object @Nullable ... parameters) {
            log(level, bundle, format, (Throwable) null);
        }
    }
}
