// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.transmission.ReadingStops.Reason;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

/** The reasons for which a connection is not read. */
class ReadingStopsTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ReadingStops stops = new ReadingStops(channel.config());

    @Test
    void readingStopsWithTheFirstReasonAndGoesOnWithoutTheLast() {
        stops.set(Reason.BUSY, true);
        stops.set(Reason.PACED, true);
        assertFalse(channel.config().isAutoRead());
        stops.set(Reason.BUSY, false);
        assertFalse(channel.config().isAutoRead());
        assertFalse(stops.allowParsing());
        stops.set(Reason.PACED, false);
        assertTrue(channel.config().isAutoRead());
        assertTrue(stops.allowParsing());
    }

    @Test
    void eachReasonIsKeptApart() {
        for (Reason reason : Reason.values()) {
            stops.set(reason, true);
            for (Reason other : Reason.values()) {
                assertEquals(reason == other, stops.has(other));
            }
            stops.set(reason, false);
        }
    }

    @Test
    void aBacklogStopsReadingAndNotParsing() {
        stops.set(Reason.BACKLOG, true);
        assertFalse(channel.config().isAutoRead());
        assertTrue(stops.allowParsing());
    }

    @Test
    void aDecisionMadeElsewhereIsCorrected() {
        stops.set(Reason.SUSPENDED, true);
        channel.config().setAutoRead(true);
        stops.apply();
        assertFalse(channel.config().isAutoRead());
    }
}
