// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

/** Each stage of a connection chooses the buffer for its next read. */
class ReceiveBuffersTest {
    private final ReceiveBuffers buffers = new ReceiveBuffers();

    @Test
    void aHandshakeIsReadIntoSomethingSmall() {
        ByteBuf buffer = buffers.next();
        assertEquals(4096, buffer.writableBytes());
        buffer.release();
    }

    @Test
    void encryptedBytesGetABufferOfTheirOwnEachTime() {
        buffers.fresh(100);
        ByteBuf buffer = buffers.next();
        assertEquals(100, buffer.writableBytes());
        assertEquals(100, buffer.maxCapacity());
        buffer.release();
    }

    @Test
    @SuppressWarnings("deprecation") // Netty's interface has no other form
    void theTransmissionDecidesOnceItIsThere() {
        ByteBuf wanted = Unpooled.buffer(10);
        buffers.direct(() -> wanted);
        RecvByteBufAllocator.Handle handle = buffers.newHandle();
        assertSame(wanted, handle.allocate(UnpooledByteBufAllocator.DEFAULT));
    }

    @Test
    @SuppressWarnings("deprecation") // Netty's interface has no other form
    void aReadThatHasFilledItsBufferIsFollowedByAnotherIfTheTransmissionSaysSo() {
        buffers.direct(new ReceiveBuffers.Target() {
            @Override
            public ByteBuf nextRead() {
                return Unpooled.EMPTY_BUFFER;
            }

            @Override
            public boolean readsOn(long bytes) {
                return bytes < 25;
            }
        });
        RecvByteBufAllocator.Handle handle = buffers.newHandle();
        handle.reset(new EmbeddedChannel().config());
        handle.attemptedBytesRead(10);
        handle.lastBytesRead(10);
        assertTrue(handle.continueReading());
        handle.lastBytesRead(9);
        assertFalse(handle.continueReading(), "the socket has no more");
        handle.lastBytesRead(10);
        assertFalse(handle.continueReading(), "29 bytes are enough for a turn");
        handle.reset(new EmbeddedChannel().config());
        handle.attemptedBytesRead(10);
        handle.lastBytesRead(10);
        assertTrue(handle.continueReading(), "a new turn");
    }

    @Test
    @SuppressWarnings("deprecation") // Netty's interface has no other form
    void thereIsOneReadAtATime() {
        RecvByteBufAllocator.Handle handle = buffers.newHandle();
        handle.attemptedBytesRead(10);
        handle.lastBytesRead(10);
        assertEquals(10, handle.lastBytesRead());
        assertFalse(handle.continueReading());
    }

    @Test
    @SuppressWarnings("deprecation") // Netty's interface has no other form
    void aReadWithoutRoomIsNotTheEndOfInput() {
        RecvByteBufAllocator.Handle handle = buffers.newHandle();
        handle.attemptedBytesRead(0);
        handle.lastBytesRead(-1);
        assertEquals(0, handle.lastBytesRead());
        handle.attemptedBytesRead(1);
        handle.lastBytesRead(-1);
        assertEquals(-1, handle.lastBytesRead());
    }
}
