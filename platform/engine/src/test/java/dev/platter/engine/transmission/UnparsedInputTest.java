// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** The received bytes that are not parsed yet. */
class UnparsedInputTest {
    private final UnparsedInput input = new UnparsedInput();

    @Test
    void unparsedInputIsACopyThatStaysUntilItIsDropped() {
        ByteBuf in = Unpooled.buffer().writeInt(1).writeInt(2);
        in.readInt();
        input.keep(in);
        in.setInt(4, 3);
        ByteBuf out = Unpooled.buffer().writeByte(9);
        input.copyTo(out);
        assertEquals(2, out.getInt(1));
        assertEquals(4, input.length());
        input.drop();
        assertEquals(0, input.length());
        input.copyTo(out);
        assertEquals(5, out.readableBytes());
    }
}
