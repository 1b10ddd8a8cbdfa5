// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** Extended replies, byte for byte. */
class ExtendedRepliesTest {
    private static final int BEFORE = 32 + 8;

    private final ExtendedReplies replies = new ExtendedReplies();
    private final HoleList holes = new HoleList();
    private final ByteBuf out = Unpooled.buffer();

    private static String header(int flags, int type, int length) {
        return "6e8a278c%04x%04x0000000000000003%016x%016x".formatted(flags, type, 512, length);
    }

    private void read(int length, boolean oneChunk, int... holesStartAndLength) {
        out.writeZero(BEFORE);
        for (int i = 0; i < length; i++) {
            out.writeByte(1);
        }
        holes.begin(length);
        for (int i = 0; i < holesStartAndLength.length; i += 2) {
            holes.hole(holesStartAndLength[i], holesStartAndLength[i + 1]);
        }
        replies.data(out, 0, 3, 512, length, holes, oneChunk);
    }

    private String dump() {
        return ByteBufUtil.hexDump(out);
    }

    @Test
    void dataIsOneChunkWithItsOffset() {
        read(4, false);
        assertEquals(header(1, 1, 12) + "0000000000000200" + "01010101", dump());
        assertEquals(BEFORE, replies.beforeData());
    }

    @Test
    void aReadOfNothingButAHoleIsAHole() {
        read(1024, true, 0, 1024);
        assertEquals(header(1, 2, 12) + "0000000000000200" + "00000400", dump());
    }

    @Test
    void holesAndDataAlternate() {
        read(1026, false, 1, 1024);
        assertEquals(
                header(0, 1, 9) + "0000000000000200" + "01" + header(0, 2, 12) + "0000000000000201" + "00000400"
                        + header(1, 1, 9) + "0000000000000601" + "01",
                dump());
    }

    @Test
    void aHoleAtTheEndIsTheLastChunk() {
        read(1025, false, 1, 1024);
        assertEquals(
                header(0, 1, 9) + "0000000000000200" + "01" + header(1, 2, 12) + "0000000000000201" + "00000400",
                dump());
    }

    @Test
    void oneChunkIsOneChunkDespiteOfHoles() {
        read(1025, true, 1, 1024);
        assertEquals(BEFORE + 1025, out.readableBytes());
        assertEquals(header(1, 1, 8 + 1025), dump().substring(0, 2 * (BEFORE - 8)));
    }

    @Test
    void successIsAnEmptyChunk() {
        replies.done(out, 3, 512);
        assertEquals(header(1, 0, 0), dump());
    }

    @Test
    void anErrorHasASentence() {
        replies.error(out, 3, 512, NbdError.ENOSPC, "full");
        assertEquals(header(1, 0x8001, 10) + "0000001c" + "0004" + "66756c6c", dump());
    }

    @Test
    void aLongSentenceIsCutBetweenCharacters() {
        replies.error(out, 3, 512, NbdError.EIO, "x" + "\u00e4".repeat(1000));
        assertEquals(999, out.getUnsignedShort(BEFORE - 8 + 4));
        assertEquals(BEFORE - 8 + 6 + 999, out.readableBytes());
        assertTrue(out.readableBytes() <= replies.atMost());
    }

    @Test
    void extentsFollowTheirContext() {
        ExtentList extents = new ExtentList();
        extents.begin(512, 30, false);
        extents.add(512, 10, 1);
        extents.add(522, 20, 2);
        replies.extents(out, 3, 512, 9, extents, false);
        assertEquals(
                header(0, 6, 8 + 32)
                        + "00000009" + "00000002" + "000000000000000a" + "0000000000000001" + "0000000000000014"
                        + "0000000000000002",
                dump());
        assertTrue(out.readableBytes() <= replies.forExtents(2));
    }

    @Test
    void extentsHave64Bits() {
        ExtentList extents = new ExtentList();
        extents.begin(0, 1L << 40, false);
        extents.add(0, 1L << 40, 1L << 33);
        replies.extents(out, 3, 512, 9, extents, true);
        assertEquals(header(1, 6, 8 + 16) + "00000009" + "00000001" + "0000010000000000" + "0000000200000000", dump());
    }
}
