// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tar;

import dev.platter.blocks.DiskBytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of a tar file. Headers of small files are near each other, and a request may cost a round trip to a web server,
 * so a little more is read than is asked for. For one thread.
 */
final class TarBytes {
    private static final int WINDOW = 16 << 10;

    private final DiskBytes disk;
    private byte[] window = new byte[0];
    private long windowAt;

    /** Has read nothing yet. */
    TarBytes(DiskBytes disk) {
        this.disk = disk;
    }

    long size() {
        return disk.size();
    }

    /** Some bytes, at most a window; all of them lie in the file. */
    ByteBuffer near(long position, int length) throws IOException {
        if (position < windowAt || position + length > windowAt + window.length) {
            window = disk.read(position, (int) Math.min(WINDOW, disk.size() - position));
            windowAt = position;
        }
        return ByteBuffer.wrap(window).slice((int) (position - windowAt), length);
    }

    /** Some bytes, all of which lie in the file. */
    byte[] exactly(long position, int length) throws IOException {
        return disk.read(position, length);
    }
}
