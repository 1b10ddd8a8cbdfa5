// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.nbd.Magic;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;

/** Simple replies: an error number, and the data of a read. */
final class SimpleReplies implements ReplyEncoder {
    private static final int HEADER = 16;

    @Override
    public int beforeData() {
        return HEADER;
    }

    @Override
    public int atMost() {
        return HEADER;
    }

    @Override
    public void data(ByteBuf out, int start, long cookie, long offset, int length, HoleList holes, boolean oneChunk) {
        out.writerIndex(start);
        header(out, cookie, 0);
        out.writerIndex(start + HEADER + length);
    }

    @Override
    public boolean hasChunks() {
        return false;
    }

    @Override
    public void dataHeader(ByteBuf out, long cookie, long offset, int from, int length, boolean last) {
        header(out, cookie, 0);
    }

    @Override
    public void holeHeader(ByteBuf out, long cookie, long offset, int from, int length, boolean last) {
        throw new IllegalStateException("a simple reply has no chunks");
    }

    @Override
    public void done(ByteBuf out, long cookie, long offset) {
        header(out, cookie, 0);
    }

    @Override
    public void error(ByteBuf out, long cookie, long offset, NbdError error, String sentence) {
        header(out, cookie, error.code());
    }

    @Override
    public int forExtents(int count) {
        return HEADER;
    }

    @Override
    public void extents(ByteBuf out, long cookie, long offset, int context, ExtentList extents, boolean last) {
        throw new IllegalStateException("contexts are negotiated with structured replies only");
    }

    private static void header(ByteBuf out, long cookie, int error) {
        out.writeInt((int) Magic.SIMPLE_REPLY);
        out.writeInt(error);
        out.writeLong(cookie);
    }
}
