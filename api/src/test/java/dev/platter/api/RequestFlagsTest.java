// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.platter.nbd.CommandFlags;
import org.junit.jupiter.api.Test;

class RequestFlagsTest {
    @Test
    void aRequestAllocatesNoFlags() {
        int all = CommandFlags.FUA | CommandFlags.NO_HOLE | CommandFlags.FAST_ZERO;
        assertSame(RequestFlags.of(all), RequestFlags.of(0xFFFF));
        assertSame(RequestFlags.NONE, RequestFlags.of(CommandFlags.DF | CommandFlags.REQ_ONE));
        assertSame(
                RequestFlags.of(all),
                RequestFlags.NONE.withFua(true).withNoHole(true).withFastZero(true));
        assertSame(
                RequestFlags.NONE,
                RequestFlags.of(all).withFua(false).withNoHole(false).withFastZero(false));
    }

    @Test
    void eachFlagChangesOnlyItself() {
        assertEquals("[fua]", RequestFlags.of(CommandFlags.FUA).toString());
        assertEquals(
                "[no-hole fast-zero]",
                RequestFlags.NONE.withNoHole(true).withFastZero(true).toString());
        assertEquals("[]", RequestFlags.NONE.toString());
        assertEquals(CommandFlags.NO_HOLE, RequestFlags.NONE.withNoHole(true).bits());
    }
}
