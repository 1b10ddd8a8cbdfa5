// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.timelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.Disk;
import dev.platter.testkit.RecordingDisk;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import dev.platter.testkit.conformance.FilterConformance;
import dev.platter.testkit.conformance.Subject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("same-in-both-modes")
class TimeLimitConformanceTest extends FilterConformance {
    private final TestContext server = new TestContext();
    private final TestClient client = TestClient.anybody();

    @Override
    protected Subject subject() {
        return Subject.of(TimeLimitFilter.class).with("time-limit", "1d").refusing("time-limit", "-1", "-1");
    }

    private Disk open(Duration limit) throws IOException {
        TimeLimitFilter filter = new TimeLimitFilter(new TimeLimitFilter.Config(limit));
        TestOpener next = new TestOpener(RecordingDisk.of(1000));
        filter.start(next, server);
        return filter.open(next, client);
    }

    @Test
    void connectionIsClosedWhenTheTimeIsOver() throws IOException {
        open(Duration.ofSeconds(7));
        server.advance(Duration.ofMillis(6999));
        assertFalse(client.isGone());
        server.advance(Duration.ofMillis(1));
        assertTrue(client.isGone());
    }

    @Test
    void clientThatLeavesBeforeLeavesNoAlarmBehind() throws IOException {
        Disk disk = open(Duration.ofSeconds(7));
        assertEquals(1, server.putOff());
        disk.close();
        assertEquals(0, server.putOff());
        assertFalse(client.isGone());
    }

    @Test
    void serverThatStopsDoesNotCloseTheConnectionByThis() throws IOException {
        open(Duration.ofSeconds(7));
        server.hurry();
        assertFalse(client.isGone());
    }
}
