// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A payload so large that it gets memory of its own. */
class LargeWriteTest {
    private static final int LENGTH = 200_000;

    private final MemoryBudget budget = new MemoryBudget(1 << 20, Duration.ZERO);
    private final Slabs slabs = new Slabs();
    private boolean exhausted;
    private final ByteBufAllocator allocator = new AbstractByteBufAllocator(true) {
        @Override
        protected ByteBuf newHeapBuffer(int initial, int most) {
            return UnpooledByteBufAllocator.DEFAULT.heapBuffer(initial, most);
        }

        @Override
        protected ByteBuf newDirectBuffer(int initial, int most) {
            if (exhausted) {
                throw new OutOfMemoryError("direct");
            }
            return UnpooledByteBufAllocator.DEFAULT.directBuffer(initial, most);
        }

        @Override
        public boolean isDirectBufferPooled() {
            return false;
        }
    };
    private final MemoryClaims claims =
            new MemoryClaims(budget, budget.holder("disk", "us"), allocator, false, Runnable::run, () -> {});
    private final LargeWrite write = new LargeWrite(slabs, claims);

    @AfterEach
    void letGo() {
        slabs.release();
    }

    private void assertNextSlab(ByteBuf bytes) {
        Slab slab = slabs.take();
        assertSame(bytes, slab.bytes());
        slabs.giveBack(slab);
    }

    private void begin(boolean atOnce) throws DiskException {
        assertTrue(claims.obtain(LENGTH));
        write.begin(LENGTH, atOnce);
    }

    private void fill() {
        assertEquals(LENGTH, write.buffer().writableBytes());
        write.buffer().writeByte(3);
        assertEquals(1, write.received());
        write.buffer().writeZero(LENGTH - 1);
        assertFalse(write.buffer().isWritable(), "a full buffer is how its end is seen");
    }

    @Test
    void aLargeWriteThatRunsAtOnceTakesASlab() throws DiskException {
        Slab slab = slabs.take();
        slabs.giveBack(slab);
        begin(true);
        assertSame(slab.bytes(), write.buffer());
        fill();
        ByteBuffer data = write.data();
        assertEquals(LENGTH, data.remaining());
        assertEquals(3, data.get());
        write.release();
        assertEquals(0, budget.taken());
        assertFalse(write.isUnderWay());
        assertNextSlab(slab.bytes());
    }

    @Test
    void aLargeWriteThatRunsLaterTakesABufferOfItsOwn() throws DiskException {
        begin(false);
        fill();
        assertEquals(3, write.data().get(0));
        ByteBuf given = write.giveAway();
        write.release();
        assertEquals(LENGTH, budget.taken(), "the memory goes with the buffer");
        assertEquals(1, given.refCnt());
        given.release();
    }

    @Test
    void aPayloadInASlabIsHandedOverAsACopy() throws DiskException {
        begin(true);
        fill();
        ByteBuf slab = write.buffer();
        ByteBuf given = write.giveAway();
        assertEquals(LENGTH, given.readableBytes());
        assertEquals(3, given.getByte(0));
        assertEquals(1, slab.refCnt());
        slab.setByte(slab.readerIndex(), 4);
        assertEquals(3, given.getByte(0));
        given.release();
    }

    @Test
    void outOfMemoryKeepsNoClaim() {
        exhausted = true;
        assertTrue(claims.obtain(LENGTH));
        DiskException failure = assertThrows(DiskException.class, () -> write.begin(LENGTH, false));
        assertEquals(NbdError.ENOMEM, failure.error());
        assertEquals(0, budget.taken());
        assertFalse(write.isUnderWay());
    }

    @Test
    void outOfMemoryWhileCopyingASlabKeepsNeitherClaimNorSlab() throws DiskException {
        begin(true);
        fill();
        ByteBuf slab = write.buffer();
        exhausted = true;
        assertThrows(DiskException.class, write::giveAway);
        assertEquals(0, budget.taken());
        assertNextSlab(slab);
    }

    @Test
    void aPayloadIsReleasedOnce() throws DiskException {
        begin(false);
        write.release();
        write.release();
        assertEquals(0, budget.taken());
    }
}
