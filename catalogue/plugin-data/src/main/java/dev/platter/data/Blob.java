// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that are in memory. */
record Blob(byte[] bytes) implements Content {
    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public long data() {
        return bytes.length > 1 && isZero() ? 0 : bytes.length;
    }

    @Override
    public boolean isZero() {
        for (byte each : bytes) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    /** A single zero is written like any other byte, as in nbdkit: a client finds it allocated, and several zeroes a hole. */
    @Override
    public void write(Target target, long at, long from, long to) throws IOException {
        if (bytes.length > 1 && isZero()) {
            target.zero(at, to - from);
        } else {
            target.write(ByteBuffer.wrap(bytes, (int) from, (int) (to - from)), at);
        }
    }
}
