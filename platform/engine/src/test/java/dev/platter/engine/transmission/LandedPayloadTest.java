// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.platter.api.Completion;
import dev.platter.api.Landing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A payload is received in the pieces of a landing, in their order, and the landing ends once. */
class LandedPayloadTest {
    private static final Completion COMPLETION = new Completion() {
        @Override
        public void succeeded() {}

        @Override
        public void failed(IOException error) {}
    };

    private final ByteBuffer memory = ByteBuffer.allocateDirect(10);
    private final List<String> ends = new ArrayList<>();
    private final LandedPayload payload = new LandedPayload(new Landing() {
        @Override
        public List<ByteBuffer> buffers() {
            return List.of(memory.slice(0, 3), memory.slice(0, 9).position(3), memory.slice(9, 1));
        }

        @Override
        public void commit(Completion completion) {
            assertSame(COMPLETION, completion);
            ends.add("commit");
        }

        @Override
        public void abandon() {
            ends.add("abandon");
        }
    });

    @Test
    void bytesFollowEachOtherFromPieceToPiece() {
        payload.put(Unpooled.wrappedBuffer(new byte[] {0, 1, 2, 3}), 4);
        assertEquals(4, payload.received());
        assertEquals(5, payload.buffer().writableBytes());
        payload.buffer().writeBytes(new byte[] {4, 5, 6, 7, 8});
        payload.buffer().writeByte(9);
        assertEquals(10, payload.received());
        assertFalse(payload.buffer().isWritable());
        for (int i = 0; i < 10; i++) {
            assertEquals(i, memory.get(i));
        }
    }

    @Test
    void whatHasArrivedCanBeCopied() {
        payload.put(Unpooled.wrappedBuffer(new byte[] {5, 6, 7, 8}), 4);
        ByteBuf copy = Unpooled.buffer();
        payload.copyTo(copy);
        assertEquals(Unpooled.wrappedBuffer(new byte[] {5, 6, 7, 8}), copy);
    }

    @Test
    void anAbandonedPayloadIsAbandonedOnce() {
        payload.abandon();
        payload.abandon();
        assertEquals(List.of("abandon"), ends);
    }

    @Test
    void aCommittedPayloadIsNotAbandoned() {
        payload.commit(COMPLETION);
        payload.abandon();
        assertEquals(List.of("commit"), ends);
    }
}
