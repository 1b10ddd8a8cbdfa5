// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import java.io.IOException;
import java.io.OutputStream;

/** The bytes that a helper reads. Small pieces are written together. For one thread. */
final class CallStream implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int used;

    CallStream(OutputStream out) {
        this.out = out;
    }

    void write(byte[] part) throws IOException {
        if (used + part.length > BUFFER) {
            drain();
        }
        if (part.length > BUFFER) {
            out.write(part);
        } else {
            System.arraycopy(part, 0, buffer, used, part.length);
            used += part.length;
        }
    }

    void flush() throws IOException {
        drain();
        out.flush();
    }

    private void drain() throws IOException {
        out.write(buffer, 0, used);
        used = 0;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
