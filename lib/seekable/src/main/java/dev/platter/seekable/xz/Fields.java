// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** What the format's fields have in common: they end at multiples of four, and have a CRC-32. */
final class Fields {
    private Fields() {}

    /** The next multiple of four. */
    static long padded(long length) {
        return length + 3 & ~3L;
    }

    static int crc32(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }
}
