// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** Simple replies, byte for byte. */
class SimpleRepliesTest {
    private final SimpleReplies replies = new SimpleReplies();
    private final ByteBuf out = Unpooled.buffer();

    @Test
    void dataFollowsTheHeader() {
        out.writeZero(5 + 16).writeInt(0x01020304).writeZero(100);
        replies.data(out, 5, 0x1122, 999, 4, new HoleList(), false);
        assertEquals(
                "67446698" + "00000000" + "0000000000001122" + "01020304",
                ByteBufUtil.hexDump(out, 5, out.writerIndex() - 5));
        assertEquals(16, replies.beforeData());
    }

    @Test
    void successIsAHeader() {
        replies.done(out, 3, 999);
        assertEquals("67446698" + "00000000" + "0000000000000003", ByteBufUtil.hexDump(out));
    }

    @Test
    void anErrorIsANumber() {
        replies.error(out, 3, 999, NbdError.ENOSPC, "full");
        assertEquals("67446698" + "0000001c" + "0000000000000003", ByteBufUtil.hexDump(out));
    }

    @Test
    void thereAreNoExtents() {
        assertThrows(IllegalStateException.class, () -> replies.extents(out, 3, 0, 1, new ExtentList(), true));
    }
}
