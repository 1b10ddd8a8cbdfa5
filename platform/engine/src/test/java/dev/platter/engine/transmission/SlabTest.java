// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** A slab is the same memory as two kinds of buffer. */
class SlabTest {
    private final Slab slab = new Slab(64);

    @Test
    void bothViewsOfASlabAreTheSameMemory() {
        slab.bytes().setByte(10, 42);
        ByteBuffer window = slab.window(10, 20);
        assertEquals(10, window.remaining());
        assertEquals(42, window.get());
        assertTrue(window.isDirect());
        slab.release();
    }

    @Test
    void aWindowIsBigEndianWhateverWasDoneToTheOneBefore() {
        slab.window(0, 8).order(ByteOrder.LITTLE_ENDIAN).putInt(1);
        assertEquals(ByteOrder.BIG_ENDIAN, slab.window(40, 64).order());
        assertEquals(40, slab.window(40, 64).position());
        slab.release();
    }

    @Test
    void aSlabWithoutOtherReferencesIsIdle() {
        assertTrue(slab.isIdle());
        slab.bytes().retain();
        assertFalse(slab.isIdle());
        slab.bytes().release();
        assertTrue(slab.isIdle());
        slab.release();
    }
}
