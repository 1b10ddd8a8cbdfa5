// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A time limit whose clock stands still while the server works. */
class TimeLimitTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<String> expired = new ArrayList<>();

    @AfterEach
    void close() {
        channel.close();
    }

    private TimeLimit limit(Duration limit) {
        return new TimeLimit(channel.eventLoop(), limit, expired::add);
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void aTimeLimitExpiresAfterItsTime() {
        channel.freezeTime();
        limit(Duration.ofSeconds(10)).runIf(true);
        pass(Duration.ofSeconds(9));
        assertEquals(List.of(), expired);
        pass(Duration.ofSeconds(1));
        assertEquals(List.of("the handshake was not finished within 10 seconds"), expired);
    }

    @Test
    void aStoppedTimeLimitDoesNotExpire() {
        channel.freezeTime();
        TimeLimit limit = limit(Duration.ofSeconds(10));
        limit.runIf(true);
        limit.runIf(false);
        pass(Duration.ofHours(1));
        assertEquals(List.of(), expired);
        limit.runIf(true);
        pass(Duration.ofSeconds(10));
        assertEquals(1, expired.size());
    }

    @Test
    void zeroMeansNoLimit() {
        channel.freezeTime();
        limit(Duration.ZERO).runIf(true);
        pass(Duration.ofDays(1));
        assertEquals(List.of(), expired);
    }
}
