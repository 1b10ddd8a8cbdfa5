// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.ThreadModel;
import dev.platter.engine.export.ExportPolicy;
import dev.platter.engine.export.Exports;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.engine.transmission.Transmission;
import dev.platter.nbd.HandshakeFlags;
import dev.platter.nbd.Magic;
import dev.platter.nbd.OptionReplies;
import dev.platter.nbd.Options;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From greeting to transmission, byte by byte, without a socket. */
class HandshakeTest {
    private SmallExport export;
    private Exports exports;

    @BeforeEach
    void start() throws IOException {
        export = new SmallExport();
        exports = Exports.any(export.under(ExportPolicy.OPEN));
    }

    @AfterEach
    void stop() {
        export.close();
    }

    // ---- Greeting and flags ----

    @Test
    void aClientIsGreetedOnceItIsAdmitted() {
        try (EmbeddedClient client = new EmbeddedClient(exports, HandshakePolicy.DEFAULT, true)) {
            assertFalse(client.received().isReadable());
            client.runHeld();
            ByteBuf greeting = client.received();
            assertEquals(Magic.NBDMAGIC, greeting.readLong());
            assertEquals(Magic.IHAVEOPT, greeting.readLong());
            assertEquals(HandshakeFlags.FIXED_NEWSTYLE | HandshakeFlags.NO_ZEROES, greeting.readUnsignedShort());
            assertFalse(greeting.isReadable());
        }
    }

    @Test
    void aClientThatLeavesBeforeItIsAdmittedIsForgotten() {
        EmbeddedClient client = new EmbeddedClient(exports, HandshakePolicy.DEFAULT, true);
        client.channel.close();
        assertEquals(0, client.closed());
        client.runHeld();
        assertEquals(1, client.closed());
        client.close();
        assertEquals(1, client.closed());
    }

    /** A server that stops closes an accepted channel as soon as it is registered. */
    @Test
    void aClientThatIsClosedBeforeItsChannelIsActiveIsForgotten() {
        AtomicInteger closed = new AtomicInteger();
        try (BareConnection bare = new BareConnection(exports, closed::incrementAndGet)) {
            Handshake handshake = new Handshake(bare.connection, bare.terms);
            handshake.channelInactive(bare.channel.pipeline().firstContext());
            assertEquals(1, closed.get());
        }
    }

    @Test
    void flagsThatWereNotOfferedAreAViolation() {
        try (EmbeddedClient client = new EmbeddedClient(exports)) {
            client.received();
            client.send(Unpooled.buffer().writeInt(4));
            assertFalse(client.isOpen());
            assertEquals(
                    List.of("the client has set handshake flags that it was not offered: 0x4; the connection is"
                            + " closed"),
                    client.log.errors());
            assertEquals(1, client.closed());
        }
    }

    @Test
    void oneConnectionAtATimeIsGreeted() throws IOException {
        try (SmallExport single = new SmallExport(ThreadModel.SERIALIZE_CONNECTIONS)) {
            Exports alone = Exports.any(single.under(ExportPolicy.OPEN));
            EmbeddedClient first = new EmbeddedClient(alone);
            first.greet();
            try (EmbeddedClient second = new EmbeddedClient(alone)) {
                assertFalse(second.received().isReadable());
                first.close();
                second.channel.runPendingTasks();
                second.greet();
            }
        }
    }

    @Test
    void oldstyleBeginsTransmissionAtOnce() {
        try (EmbeddedClient client = new EmbeddedClient(exports, HandshakePolicy.DEFAULT.withOldstyle())) {
            ByteBuf greeting = client.received();
            assertEquals(Magic.NBDMAGIC, greeting.readLong());
            assertEquals(Magic.OLDSTYLE, greeting.readLong());
            assertEquals(SmallExport.SIZE, greeting.readLong());
            assertNotNull(client.channel.pipeline().get(Transmission.class));
        }
        assertEquals(List.of("accept", "open ", "close"), export.calls());
    }

    // ---- Options ----

    @Test
    void optionsMayComeByteByByte() {
        try (EmbeddedClient client = new EmbeddedClient(exports).greet()) {
            ByteBuf option = EmbeddedClient.bytesOf(Options.INFO, EmbeddedClient.info("name"));
            while (option.isReadable()) {
                assertEquals(List.of(), client.replies());
                client.send(Unpooled.buffer().writeByte(option.readByte()));
            }
            assertEquals(OptionReplies.ACK, client.types().getLast());
        }
    }

    @Test
    void optionsThatComeTogetherAreAnsweredInTheirOrder() {
        try (EmbeddedClient client = new EmbeddedClient(exports).greet()) {
            client.send(Unpooled.wrappedBuffer(
                    EmbeddedClient.bytesOf(Options.STRUCTURED_REPLY),
                    EmbeddedClient.bytesOf(77),
                    EmbeddedClient.bytesOf(Options.LIST)));
            List<EmbeddedClient.Reply> replies = client.replies();
            assertEquals(
                    List.of(Options.STRUCTURED_REPLY, 77, Options.LIST, Options.LIST),
                    replies.stream().map(EmbeddedClient.Reply::option).toList());
            assertEquals(OptionReplies.ERR_UNSUP, replies.get(1).type());
        }
    }

    @Test
    void anOptionWaitsUntilTheOneBeforeItIsAnswered() {
        try (EmbeddedClient client = new EmbeddedClient(exports).greet().hold()) {
            client.option(Options.INFO, EmbeddedClient.info("name"));
            client.option(77);
            assertEquals(List.of(), client.replies());
            client.runHeld();
            List<EmbeddedClient.Reply> replies = client.replies();
            assertEquals(77, replies.getLast().option());
            assertEquals(OptionReplies.ACK, replies.get(replies.size() - 2).type());
        }
    }

    @Test
    void aClientThatLeavesDuringAnOptionIsForgottenBehindIt() {
        EmbeddedClient client = new EmbeddedClient(exports).greet().hold();
        client.option(Options.INFO, EmbeddedClient.info("name"));
        client.channel.close();
        assertEquals(0, client.closed());
        client.runHeld();
        client.runHeld();
        assertEquals(1, client.closed());
        assertEquals(List.of("accept", "open name", "close"), export.calls());
        client.close();
    }

    @Test
    void bytesThatAreNotAnOptionAreAViolation() {
        try (EmbeddedClient client = new EmbeddedClient(exports).greet()) {
            client.send(Unpooled.buffer().writeLong(1).writeLong(0));
            assertFalse(client.isOpen());
            assertTrue(
                    client.log.errors().getFirst().contains("which is not its magic"), client.log.errors()::toString);
        }
    }

    @Test
    void aClientThatEndsItsInputGetsItsRepliesAndIsClosed() {
        try (EmbeddedClient client = new EmbeddedClient(exports).greet().hold()) {
            client.option(Options.INFO, EmbeddedClient.info("name"));
            client.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            assertTrue(client.isOpen());
            client.runHeld();
            assertEquals(OptionReplies.ACK, client.types().getLast());
            assertFalse(client.isOpen());
        }
    }

    @Test
    void theTimeLimitCountsTheClientsTimeOnly() {
        HandshakePolicy policy = HandshakePolicy.DEFAULT.withLimit(Duration.ofSeconds(10));
        try (EmbeddedClient client = new EmbeddedClient(exports, policy)) {
            client.channel.freezeTime();
            client.greet().hold();
            client.option(Options.INFO, EmbeddedClient.info("name"));
            client.channel.advanceTimeBy(1, TimeUnit.HOURS);
            assertTrue(client.isOpen());
            client.runHeld();
            client.channel.advanceTimeBy(11, TimeUnit.SECONDS);
            client.channel.runScheduledPendingTasks();
            assertFalse(client.isOpen());
            assertEquals(
                    List.of("the handshake was not finished within 10 seconds; the connection is closed"),
                    client.log.errors());
        }
    }

    // ---- Transmission ----

    @Test
    void goBeginsTransmissionWithWhatCameBehindIt() {
        try (EmbeddedClient client = new EmbeddedClient(exports).greet()) {
            ByteBuf request = Unpooled.buffer()
                    .writeInt((int) Magic.REQUEST)
                    .writeShort(0)
                    .writeShort(0)
                    .writeLong(5)
                    .writeLong(0)
                    .writeInt(512);
            client.send(
                    Unpooled.wrappedBuffer(EmbeddedClient.bytesOf(Options.GO, EmbeddedClient.info("name")), request));
            assertNotNull(client.channel.pipeline().get(Transmission.class));
            assertEquals(1, export.revision().users());
        }
        assertEquals(List.of("accept", "open name", "close"), export.calls());
    }
}
