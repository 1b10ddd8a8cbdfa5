// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.platter.engine.netty.InboundHandler;
import dev.platter.engine.transmission.ReceiveBuffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** Decrypted bytes reach the protocol's handlers in order, in as few pieces as possible. */
class DecryptedInputTest {
    private final ReceiveBuffers plain = new ReceiveBuffers();
    private final LogLines log = new LogLines();
    private final EmbeddedChannel channel = new EmbeddedChannel(
            new DecryptedInput(new ReceiveBuffers(), plain, () -> Session.of("TLSv1.3", "somebody"), log));

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private String next() {
        ByteBuf message = channel.readInbound();
        String text = message.toString(StandardCharsets.US_ASCII);
        message.release();
        return text;
    }

    @Test
    void theRecordsOfOneReadComeTogether() {
        channel.pipeline().fireChannelRead(bytes("one ")).fireChannelRead(bytes("two"));
        assertNull(channel.readInbound());
        channel.pipeline().fireChannelReadComplete();
        assertEquals("one two", next());
        assertNull(channel.readInbound());
    }

    @Test
    void aFullBufferIsPassedOnAtOnce() {
        plain.fresh(4);
        channel.pipeline().fireChannelRead(bytes("abcdefghij")).fireChannelReadComplete();
        assertEquals(List.of("abcd", "efgh", "ij"), List.of(next(), next(), next()));
    }

    @Test
    void recordsWithoutRoomWaitInTheirOrder() {
        channel.freezeTime();
        plain.fresh(0);
        channel.pipeline().fireChannelRead(bytes("first ")).fireChannelReadComplete();
        plain.fresh(100);
        channel.pipeline().fireChannelRead(bytes("second")).fireChannelReadComplete();
        assertNull(channel.readInbound());
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertEquals("first second", next());
    }

    /** Plays the end of input, which a client announces in TLS, and perhaps on the socket as well. */
    private void endInput(List<String> events) {
        channel.pipeline().addLast(new InboundHandler() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                ByteBuf bytes = (ByteBuf) message;
                events.add(bytes.toString(StandardCharsets.US_ASCII));
                bytes.release();
            }

            @Override
            public void userEventTriggered(ChannelHandlerContext context, Object event) {
                events.add("end");
            }
        });
        channel.pipeline()
                .fireChannelRead(bytes("the last"))
                .fireUserEventTriggered(SslCloseCompletionEvent.SUCCESS)
                .fireChannelReadComplete()
                .fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }

    @Test
    void theEndOfInputFollowsTheLastByte() {
        List<String> events = new ArrayList<>();
        endInput(events);
        assertEquals(List.of("the last", "end"), events);
    }

    @Test
    void theEndOfInputWaitsWithTheRecordsThatFoundNoRoom() {
        channel.freezeTime();
        plain.fresh(0);
        List<String> events = new ArrayList<>();
        endInput(events);
        assertEquals(List.of(), events);
        plain.fresh(100);
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertEquals(List.of("the last", "end"), events);
    }

    @Test
    void aRepeatedFailureIsOneLineInTheLog() {
        SSLException failure = new SSLException("of no use\nat all");
        channel.pipeline()
                .fireUserEventTriggered(new SslHandshakeCompletionEvent(failure))
                .fireExceptionCaught(failure);
        assertEquals(List.of("TLS: during the handshake: of no use?at all; the connection is closed"), log.lines());
        assertFalse(channel.isOpen());
    }
}
