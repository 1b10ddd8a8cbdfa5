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
import java.util.concurrent.TimeUnit;
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
    private final List<Runnable> closing = new ArrayList<>();
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
                closing::add,
                () -> events.add("told"));
    }

    private void closeDisk() {
        closing.forEach(Runnable::run);
        closing.clear();
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
    void theDiskIsClosedBeforeTheChannelOfAClientThatSaysGoodbye() {
        connection.channel.closeFuture().addListener(_ -> events.add("channel closed"));
        departure.reach(Stage.LEAVING);
        assertFalse(departure.takesRequests());
        assertFalse(departure.isOver());
        departure.nothingUnderWay();
        assertTrue(departure.isOver());
        connection.channel.runPendingTasks();
        assertTrue(connection.channel.isOpen());
        closeDisk();
        assertFalse(connection.channel.isOpen());
        assertEquals(List.of("disk closed", "channel closed", "told"), events);
        departure.reach(Stage.CLOSED);
        departure.nothingUnderWay();
        assertEquals(List.of(), closing, "the disk is closed once");
    }

    @Test
    void aDiskThatDoesNotCloseKeepsNoClientForLong() {
        departure.reach(Stage.LEAVING);
        departure.nothingUnderWay();
        connection.channel.runPendingTasks();
        connection.channel.advanceTimeBy(9, TimeUnit.SECONDS);
        connection.channel.runScheduledPendingTasks();
        assertTrue(connection.channel.isOpen());
        connection.channel.advanceTimeBy(1, TimeUnit.SECONDS);
        connection.channel.runScheduledPendingTasks();
        assertFalse(connection.channel.isOpen());
        departure.reach(Stage.CLOSED);
        departure.nothingUnderWay();
        assertEquals(List.of(), events);
        closeDisk();
        assertEquals(List.of("disk closed", "told"), events);
    }

    @Test
    void theChannelIsClosedBeforeTheDiskIfTheClientIsGone() {
        departure.leaveSilently();
        departure.nothingUnderWay();
        connection.channel.runPendingTasks();
        assertFalse(connection.channel.isOpen());
        assertEquals(List.of(), events);
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
        closeDisk();
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
