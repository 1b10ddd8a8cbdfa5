// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The replies of one event-loop turn are sent together. */
class ReplyBatchTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Slabs slabs = new Slabs();
    private final ReplyBatch batch = new ReplyBatch(channel, slabs);

    @AfterEach
    void letGo() {
        channel.releaseOutbound();
        slabs.release();
    }

    private ByteBuf sent() {
        return channel.readOutbound();
    }

    private void next(int length) {
        ByteBuf next = sent();
        assertEquals(length, next.readableBytes());
        next.release();
    }

    @Test
    void nothingLeavesBeforeTheEndOfTheTurn() {
        batch.room(16).writeLong(1);
        batch.room(16).writeLong(2);
        assertNull(channel.readOutbound());
        assertEquals(16, batch.bytes());
        batch.flush();
        ByteBuf all = sent();
        assertEquals(1, all.readLong());
        assertEquals(2, all.readLong());
        assertNull(channel.readOutbound());
        assertEquals(0, batch.bytes());
        all.release();
    }

    @Test
    void theSlabIsFreeOnceTheSocketHasLetGo() {
        Slab slab = slabs.take();
        slabs.giveBack(slab);
        batch.room(16).writeLong(1);
        batch.flush();
        ByteBuf all = sent();
        assertSame(slab.bytes(), all);
        all.release();
        assertSame(slab, slabs.take());
        slabs.giveBack(slab);
    }

    @Test
    void manyBytesDoNotWaitForTheEndOfTheTurn() {
        batch.room(128 * 1024).writeZero(128 * 1024);
        assertNull(channel.readOutbound());
        batch.room(16).writeLong(1);
        ByteBuf early = sent();
        assertEquals(128 * 1024, early.readableBytes());
        early.release();
        assertEquals(128 * 1024 + 8, batch.bytes());
        batch.flush();
    }

    @Test
    void aLongReplyInPartsDoesNotWaitForTheEndOfTheTurn() {
        batch.write(Unpooled.buffer().writeZero(16));
        batch.write(Unpooled.buffer().writeZero(128 * 1024));
        assertNull(channel.readOutbound());
        batch.endParts();
        next(16);
        next(128 * 1024);
        assertEquals(16 + 128 * 1024, batch.bytes());
    }

    @Test
    void aShortReplyInPartsWaitsForTheEndOfTheTurn() {
        batch.room(16).writeLong(1);
        batch.write(Unpooled.buffer().writeZero(16));
        batch.endParts();
        assertNull(channel.readOutbound());
        batch.flush();
        next(16);
        next(8);
    }

    @Test
    void aReplyThatDoesNotFitGetsTheNextSlab() {
        ByteBuf first = batch.room(16).writeLong(1);
        ByteBuf second = batch.room(Slabs.CAPACITY);
        assertNotSame(first, second);
        batch.flush();
    }

    @Test
    void repliesKeepTheirOrderWhateverBufferTheyHave() {
        batch.room(16).writeLong(1);
        batch.flush();
        batch.send(Unpooled.buffer().writeLong(2));
        batch.flush();
        ByteBuf first = sent();
        ByteBuf second = sent();
        assertEquals(1, first.readLong());
        assertEquals(2, second.readLong());
        first.release();
        second.release();
    }

    @Test
    void repliesThatWaitForASlowClientAreCopied() {
        channel.write(Unpooled.buffer().writeLong(0));
        Slab slab = slabs.take();
        slabs.giveBack(slab);
        batch.room(16).writeLong(1);
        batch.flush();
        assertTrue(slab.isIdle(), "the slab is there for others");
    }
}
