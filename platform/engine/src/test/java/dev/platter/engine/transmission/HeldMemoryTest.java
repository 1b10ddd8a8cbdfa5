// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.DiskException;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.engine.transmission.Departure.Stage;
import dev.platter.nbd.Commands;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bytes that are held for a client, and the client's progress. */
class HeldMemoryTest {
    private final List<String> lost = new ArrayList<>();
    private EmbeddedConnection connection;
    private Departure departure;
    private ReadingStops stops;
    private HeldMemory held;

    @BeforeEach
    void connect() throws IOException {
        connection = new EmbeddedConnection(new NotedDisk(), ReplyStyle.SIMPLE);
        departure = new Departure(
                connection.negotiated, connection.channel, Optional.empty(), connection.log, Runnable::run, () -> {});
        stops = new ReadingStops(connection.channel.config());
        held = new HeldMemory(
                connection.channel,
                connection.parser.large(),
                connection.inFlight,
                connection.loans,
                connection.claims,
                stops,
                departure,
                lost::add);
    }

    @AfterEach
    void disconnect() throws IOException {
        connection.parser.abandon();
        connection.close();
    }

    @Test
    void anIdleClientHoldsNothing() {
        assertFalse(held.holdsMemory());
        assertFalse(held.waitsForMemory());
        assertFalse(held.othersWait());
    }

    @Test
    void aClientIsOutOfSightWhileCallsAreUnderWayAndItsSocketIsNotRead() {
        stops.set(ReadingStops.Reason.BUSY, true);
        assertFalse(held.isOutOfSight(), "no call is under way");
        RequestHeader header = new RequestHeader(ReplyStyle.SIMPLE);
        header.read(EmbeddedConnection.request(0, Commands.FLUSH, 1, 0, 0), 0);
        connection.inFlight.submit(connection.inFlight.take(header, List.of()));
        assertTrue(held.isOutOfSight());
        stops.set(ReadingStops.Reason.BUSY, false);
        assertFalse(held.isOutOfSight(), "the socket is read");
        departure.reach(Departure.Stage.LEAVING);
        assertTrue(held.isOutOfSight(), "more input would mean nothing");
    }

    @Test
    void repliesThatWaitAreHeldAndCounted() {
        connection.channel.write(Unpooled.buffer().writeZero(200_000));
        assertTrue(held.holdsMemory());
        assertEquals(196_608, connection.budget.taken());
        connection.channel.flush();
        assertFalse(held.holdsMemory());
        assertEquals(0, connection.budget.taken());
    }

    @Test
    void takingRepliesIsProgress() {
        connection.channel.write(Unpooled.buffer().writeZero(200_000));
        long before = held.progress();
        connection.channel.flush();
        assertNotEquals(before, held.progress());
    }

    @Test
    void aPayloadUnderWayIsHeldAndEachByteIsProgress() throws DiskException {
        assertTrue(connection.claims.obtain(1000));
        connection.parser.large().begin(1000, false);
        assertTrue(held.holdsMemory());
        long before = held.progress();
        connection.parser.large().buffer().writeByte(1);
        assertEquals(before + 1, held.progress());
    }

    @Test
    void aPayloadIsOwedUntilItIsComplete() throws DiskException {
        assertFalse(held.owesPayload());
        assertTrue(connection.claims.obtain(1));
        connection.parser.large().begin(1, false);
        assertTrue(held.owesPayload());
        connection.parser.large().buffer().writeByte(1);
        assertFalse(held.owesPayload());
    }

    @Test
    void aClientWhoseDiskIsReplacedOrWhoseExportPausesIsHeldBack() {
        assertFalse(held.isHeldBack());
        stops.set(ReadingStops.Reason.SUSPENDED, true);
        assertTrue(held.isHeldBack());
        stops.set(ReadingStops.Reason.SUSPENDED, false);
        stops.set(ReadingStops.Reason.PACED, true);
        assertTrue(held.isHeldBack());
    }

    @Test
    void theLastRepliesOfALeavingClientAreHeld() {
        connection.channel.write(Unpooled.buffer().writeZero(200_000));
        departure.reach(Stage.CLOSING);
        assertTrue(held.holdsMemory());
    }

    @Test
    void aClosedConnectionHoldsNothing() {
        connection.channel.write(Unpooled.buffer().writeZero(200_000));
        departure.reach(Stage.CLOSED);
        assertFalse(held.holdsMemory());
    }

    @Test
    void theReasonOfALostConnectionIsPassedOn() {
        held.lose("too slow");
        assertEquals(List.of("too slow"), lost);
        MemoryHolder same = connection.budget.holder("", "here");
        MemoryHolder other = connection.budget.holder("", "there");
        connection.budget.hold(connection.budget.holder("", "all"), connection.budget.most());
        List<String> granted = new ArrayList<>();
        connection.budget.await(new MemoryClaim(same, connection.budget.most(), got -> granted.add("same")));
        connection.budget.await(new MemoryClaim(other, connection.budget.most(), got -> granted.add("other")));
        connection.budget.give(connection.budget.holder("", "all"), connection.budget.most());
        assertEquals(List.of("other"), granted);
        connection.budget.give(other, connection.budget.most());
        connection.budget.give(same, connection.budget.most());
    }
}
