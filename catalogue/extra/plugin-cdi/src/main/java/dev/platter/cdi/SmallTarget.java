// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cdi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Takes a manifest, a token or an error, in memory. */
final class SmallTarget implements Target {
    /** What registries take at least, and hardly more. */
    private static final int MOST = 4 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public long length() {
        return bytes.size();
    }

    @Override
    public void take(ByteBuffer some) throws IOException {
        if (bytes.size() + some.remaining() > MOST) {
            throw new IOException("the registry's answer is longer than " + MOST + " bytes");
        }
        byte[] copy = new byte[some.remaining()];
        some.get(copy);
        bytes.writeBytes(copy);
    }

    @Override
    public void restart() {
        bytes.reset();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
