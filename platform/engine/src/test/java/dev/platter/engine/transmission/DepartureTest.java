// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.policy.ReplyStyle;
import dev.platter.engine.transmission.Departure.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stages in which a connection ends. */
class DepartureTest {
    private final List<String> events = new ArrayList<>();
    private final NotedDisk disk = new NotedDisk() {
        @Override
        public void close() {
            events.add("disk closed");
        }
    };
    private EmbeddedConnection connection;
    private Departure departure;

    @BeforeEach
    void connect() throws IOException {
        connection = new EmbeddedConnection(disk, ReplyStyle.SIMPLE);
        departure = new Departure(
                connection.negotiated,
                connection.channel,
                Optional.empty(),
                connection.log,
                Runnable::run,
                () -> events.add("told"));
    }

    @AfterEach
    void disconnect() throws IOException {
        connection.close();
    }

    @Test
    void aConnectionThatIsServedGoesOn() {
        departure.nothingUnderWay();
        assertTrue(departure.isAt(Stage.SERVING));
        assertTrue(departure.takesRequests());
        assertFalse(departure.isOver());
        assertTrue(connection.channel.isOpen());
    }

    @Test
    void theChannelIsClosedOnceEverythingIsAnswered() {
        departure.reach(Stage.LEAVING);
        assertFalse(departure.takesRequests());
        assertFalse(departure.isOver());
        departure.nothingUnderWay();
        assertTrue(departure.isOver());
        connection.channel.runPendingTasks();
        assertFalse(connection.channel.isOpen());
        assertEquals(List.of(), events, "the disk is closed after the channel");
    }

    @Test
    void requestsAreStillTakenWhileTheServerDrains() {
        departure.reach(Stage.DRAINING);
        assertTrue(departure.takesRequests());
        departure.nothingUnderWay();
        assertTrue(departure.isOver());
    }

    @Test
    void theDiskIsClosedOnce() {
        departure.reach(Stage.CLOSED);
        departure.nothingUnderWay();
        departure.nothingUnderWay();
        assertEquals(List.of("disk closed", "told"), events);
        assertTrue(departure.isAt(Stage.DISK_CLOSED));
    }

    @Test
    void noStageIsEnteredAgain() {
        departure.reach(Stage.CLOSED);
        departure.reach(Stage.DRAINING);
        departure.reach(Stage.INPUT_ENDED);
        assertTrue(departure.isAt(Stage.CLOSED));
    }

    @Test
    void theEndOfTheClientsInputIsNotTheEndOfTheConnection() {
        departure.reach(Stage.INPUT_ENDED);
        departure.nothingUnderWay();
        assertTrue(departure.isAt(Stage.INPUT_ENDED));
        assertTrue(departure.takesRequests());
        departure.leaveSilently();
        assertTrue(departure.isAt(Stage.LEAVING));
    }
}
