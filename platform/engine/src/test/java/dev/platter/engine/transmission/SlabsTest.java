// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

/** Slabs are lent, come back, and are lent again. */
class SlabsTest {
    private final Slabs slabs = new Slabs();

    @Test
    void anIdleSlabIsReusedEmpty() {
        Slab slab = slabs.take();
        slab.bytes().writeLong(1);
        slabs.giveBack(slab);
        assertSame(slab, slabs.take());
        assertEquals(0, slab.bytes().readableBytes());
        slab.release();
    }

    @Test
    void aSlabAtTheSocketComesBackWhenTheSocketReleasesIt() {
        Slab slab = slabs.take();
        slab.bytes().retain();
        slabs.giveBack(slab);
        Slab other = slabs.take();
        assertNotSame(slab, other);
        slabs.giveBack(other);
        slab.bytes().release();
        assertSame(slab, slabs.take());
        slab.release();
        slabs.release();
    }

    @Test
    void noMoreThanEightAreKept() {
        Slab[] all = new Slab[9];
        for (int i = 0; i < all.length; i++) {
            all[i] = slabs.take();
        }
        for (Slab slab : all) {
            slabs.giveBack(slab);
        }
        assertEquals(0, all[8].bytes().refCnt());
        assertEquals(1, all[7].bytes().refCnt());
        slabs.release();
        assertEquals(0, all[7].bytes().refCnt());
    }
}
