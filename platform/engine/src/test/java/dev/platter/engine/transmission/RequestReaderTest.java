// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static dev.platter.engine.transmission.EmbeddedConnection.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.policy.ReplyStyle;
import dev.platter.engine.transmission.Departure.Stage;
import dev.platter.engine.transmission.ReadingStops.Reason;
import dev.platter.nbd.Commands;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reader takes requests from the received bytes, and stops while there is a reason to stop. */
class RequestReaderTest {
    private final NotedDisk disk = new NotedDisk();
    private EmbeddedConnection connection;
    private ReadingStops stops;
    private Departure departure;
    private RequestReader reader;

    @BeforeEach
    void connect() throws IOException {
        connection = new EmbeddedConnection(disk, ReplyStyle.SIMPLE);
        stops = new ReadingStops(connection.channel.config());
        departure = new Departure(
                connection.negotiated, connection.channel, Optional.empty(), connection.log, Runnable::run, () -> {});
        reader = new RequestReader(
                connection.channel,
                connection.memory,
                connection.parser,
                connection.batch,
                connection.claims,
                connection.inFlight,
                stops,
                departure);
    }

    @AfterEach
    void disconnect() throws IOException {
        reader.close();
        connection.close();
    }

    /** Does what a read from the socket does: fills the reader's buffer, and hands it over. */
    private boolean receive(ByteBuf bytes) {
        ByteBuf in = reader.nextRead();
        try {
            in.writeBytes(bytes);
            return reader.take(in);
        } finally {
            in.release();
        }
    }

    /** The most that the next read can bring, in bytes. */
    private int room() {
        ByteBuf in = reader.nextRead();
        int room = in.writableBytes();
        in.release();
        return room;
    }

    private static ByteBuf reads(int count, int length) {
        ByteBuf all = Unpooled.buffer();
        for (int i = 0; i < count; i++) {
            all.writeBytes(request(0, Commands.READ, i, 0, length));
        }
        return all;
    }

    @Test
    void aRequestThatCameInPiecesIsJoined() {
        ByteBuf all = request(0, Commands.WRITE, 1, 0, 3, (byte) 1, (byte) 2, (byte) 3);
        while (all.readableBytes() > 1) {
            receive(all.readSlice(1));
            assertEquals(0, disk.calls.size());
        }
        receive(all);
        assertEquals("write 3 at 0 sum 6 []", disk.calls.getFirst());
    }

    /** What is read together with the header would have to be copied. */
    @Test
    void afterALongPayloadOnlyAHeaderIsRead() {
        int length = 200_000;
        ByteBuf header = request(0, Commands.WRITE, 1, 0, length);
        int usual = room();
        assertFalse(reader.readsOn(1));
        receive(header.duplicate());
        assertTrue(reader.readsOn(1), "the payload is waited for");
        assertFalse(reader.readsOn(1 << 20), "others have their turn");
        stops.set(Reason.PACED, true);
        assertFalse(reader.readsOn(1));
        stops.set(Reason.PACED, false);
        receive(Unpooled.buffer().writeZero(length));
        assertEquals(1, disk.calls.size());
        assertTrue(reader.readsOn(1));
        assertEquals(header.readableBytes(), room());
        receive(request(0, Commands.READ, 2, 0, 8));
        assertEquals(2, disk.calls.size());
        assertEquals(usual, room());
        assertFalse(reader.readsOn(1));
    }

    @Test
    void nothingIsReadWhileAReasonAgainstItHolds() {
        stops.set(Reason.SUSPENDED, true);
        receive(reads(2, 8));
        assertEquals(0, disk.calls.size());
        stops.set(Reason.SUSPENDED, false);
        assertFalse(reader.takeUnparsed());
        assertEquals(2, disk.calls.size());
    }

    @Test
    void otherConnectionsGetTheirTurnAfterAMebibyte() {
        assertTrue(receive(reads(20, 100_000)));
        assertEquals(11, disk.calls.size());
        connection.sent().release();
        assertFalse(reader.takeUnparsed());
        assertEquals(20, disk.calls.size());
    }

    @Test
    void aBacklogThatLeavesLittleRoomStopsReading() {
        assertTrue(receive(reads(12_000, 4000)));
        reader.leaveToOthers();
        assertTrue(stops.has(Reason.BACKLOG));
        connection.sent().release();
        reader.takeUnparsed();
        assertFalse(stops.has(Reason.BACKLOG));
    }

    @Test
    void aClientThatDoesNotTakeItsRepliesIsNotRead() {
        connection.channel.write(Unpooled.buffer().writeZero(300_000));
        receive(reads(2, 8));
        assertTrue(stops.has(Reason.UNSENT));
        assertEquals(0, disk.calls.size());
        connection.channel.flush();
        assertTrue(reader.mayGoOn());
    }

    @Test
    void nothingIsTakenAfterADisconnect() {
        receive(request(0, Commands.DISC, 1, 0, 0).writeBytes(reads(1, 8)));
        assertTrue(departure.isAt(Stage.LEAVING));
        assertEquals(0, disk.calls.size());
        assertFalse(reader.takeUnparsed());
    }

    @Test
    void theLargePayloadIsReadIntoItsOwnBuffer() {
        receive(request(0, Commands.WRITE, 1, 0, 200_000));
        ByteBuf next = reader.nextRead();
        assertEquals(200_000, next.writableBytes());
        next.writeZero(100_000);
        reader.take(next);
        assertEquals(0, disk.calls.size());
        next.writeZero(100_000);
        reader.take(next);
        next.release();
        assertEquals("write 200000 at 0 sum 0 []", disk.calls.getFirst());
    }
}
