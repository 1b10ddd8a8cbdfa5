// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Writes to a pipe, where holes are zeroes like others. */
final class PipeOutput implements InOrder.Taker {
    private static final int BLANK = 256 << 10;

    private final String name;
    private final WritableByteChannel out;
    private final ByteBuffer blank = ByteBuffer.allocateDirect(BLANK);

    PipeOutput(String name, WritableByteChannel out) {
        this.name = name;
        this.out = out;
    }

    @Override
    public void data(ByteBuffer data) throws IOException {
        try {
            while (data.hasRemaining()) {
                out.write(data);
            }
        } catch (IOException e) {
            throw new IOException("cannot write to " + name + ": " + CopyCommand.sentence(e), e);
        }
    }

    @Override
    public void zeroes(long length) throws IOException {
        for (long left = length; left > 0; left -= BLANK) {
            data(blank.clear().limit((int) Math.min(left, BLANK)));
        }
    }
}
