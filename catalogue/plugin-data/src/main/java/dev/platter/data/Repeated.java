// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A content that is not empty, several times. */
record Repeated(Content content, long times) implements Content {
    /** Short contents are written so many bytes at a time. */
    private static final int BLOCK = 1 << 20;

    @Override
    public long length() {
        return content.length() * times;
    }

    @Override
    public long data() {
        return isZero() ? 0 : Sums.mostTimes(content.data(), times);
    }

    @Override
    public boolean isZero() {
        return content.isZero();
    }

    @Override
    public void write(Target target, long at, long from, long to) throws IOException {
        if (isZero()) {
            target.zero(at, to - from);
            return;
        }
        Content unit = content.length() > BLOCK / 2 ? content : block(Math.min(to - from, BLOCK));
        long length = unit.length();
        long done = from;
        while (done < to) {
            long start = done % length;
            long some = Math.min(length - start, to - done);
            unit.write(target, at + (done - from), start, start + some);
            done += some;
        }
    }

    /** As many of the short content as there is room for, but at least one. */
    private Content block(long room) throws IOException {
        byte[] one = new byte[(int) content.length()];
        content.write(new ArrayTarget(one), 0, 0, one.length);
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        do {
            block.write(one);
        } while (block.size() + one.length <= room);
        return new Blob(block.toByteArray());
    }

    /** An array as a target. */
    private record ArrayTarget(byte[] into) implements Target {
        @Override
        public void write(ByteBuffer bytes, long at) {
            bytes.get(into, (int) at, bytes.remaining());
        }

        @Override
        public void zero(long at, long length) {
            Arrays.fill(into, (int) at, (int) (at + length), (byte) 0);
        }
    }
}
