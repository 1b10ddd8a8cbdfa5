// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.nbd.OptionReplies;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The data of an option is read field by field, and invalid data is refused. */
class OptionDataTest {
    private static void assertInvalid(String sentence, Executable read) {
        OptionReplyException refused = assertThrows(OptionReplyException.class, read);
        assertEquals(OptionReplies.ERR_INVALID, refused.type());
        assertEquals(sentence, refused.getMessage());
    }

    private static OptionData of(ByteBuf data) {
        return new OptionData(data);
    }

    private static ByteBuf string(int length, int... bytes) {
        ByteBuf data = Unpooled.buffer().writeInt(length);
        for (int each : bytes) {
            data.writeByte(each);
        }
        return data;
    }

    @Test
    void numbersAreUnsigned() throws OptionReplyException {
        OptionData data = of(Unpooled.buffer().writeShort(0xffff).writeInt(-1));
        assertEquals(0xffff, data.shortNumber("a"));
        assertEquals(0xffff_ffffL, data.number("b"));
        assertDoesNotThrow(data::end);
    }

    @Test
    void aStringFollowsItsLength() throws OptionReplyException {
        OptionData data = of(string(2, 0xc3, 0xa4, 'x'));
        assertEquals("\u00e4", data.string("the name"));
        assertEquals("x", data.restAsName());
    }

    @Test
    void dataThatEndsEarlySaysWhereAndByHowMuch() {
        assertInvalid(
                "it ends before the count: 1 bytes are left, 2 are needed",
                () -> of(Unpooled.buffer().writeByte(0)).shortNumber("the count"));
        assertInvalid(
                "it ends before the name: 1 bytes are left, 2 are needed",
                () -> of(string(2, 'x')).string("the name"));
        assertInvalid(
                "it ends before the length of the name: 0 bytes are left, 4 are needed",
                () -> of(Unpooled.EMPTY_BUFFER).string("the name"));
    }

    @Test
    void aStringLongerThanTheProtocolAllowsIsInvalid() {
        assertInvalid(
                "the name has 4097 bytes; the protocol allows 4096",
                () -> of(string(4097)).string("the name"));
        assertInvalid(
                "the export's name has 4097 bytes; the protocol allows 4096",
                () -> of(Unpooled.buffer().writeZero(4097)).restAsName());
    }

    @Test
    void aStringThatIsNotTextIsInvalid() {
        assertInvalid("the name is not UTF-8", () -> of(string(1, 0xff)).string("the name"));
        assertInvalid("the name has a NUL in it", () -> of(string(2, 'a', 0)).string("the name"));
    }

    @Test
    void bytesBehindTheEndAreInvalid() {
        assertInvalid(
                "3 bytes too many", () -> of(Unpooled.buffer().writeZero(3)).end());
    }
}
