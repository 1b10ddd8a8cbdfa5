// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.seekable.KeptRegion;
import dev.platter.seekable.LinearCrc;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Computes the checksum of an image from the kept regions, which are all of it that can have changed: the checksum with the
 * regions zeroed is in the description.
 */
final class KeptCrc {
    private static final int STEP = 16 * (Layout.BLOCK + Layout.BLOCK_HEADER);

    private final Storage file;
    private final Description description;

    KeptCrc(Storage file, Description description) {
        this.file = file;
        this.description = description;
    }

    /** The checksum that the image must have. */
    long ofImage() throws IOException {
        long crc = description.base();
        for (int i = 0; i < description.positions().size(); i++) {
            KeptRegion region = description.kept().list().get(i);
            long difference = of(region, description.positions().get(i)) ^ LinearCrc.CRC_32.ofZeroes(region.length());
            crc ^= LinearCrc.CRC_32.shift(difference, description.size() - region.end());
        }
        return crc;
    }

    private long of(KeptRegion region, long position) throws IOException {
        CRC32 crc = new CRC32();
        long end = position + Layout.packedLength(region.length());
        ByteBuffer bytes = ByteBuffer.allocateDirect((int) Math.min(STEP, end - position));
        for (long at = position; at < end; at += STEP) {
            bytes.clear().limit((int) Math.min(STEP, end - at));
            file.read(bytes, at);
            for (int block = 0; block < bytes.limit(); block += Layout.BLOCK + Layout.BLOCK_HEADER) {
                int first = block + Layout.BLOCK_HEADER;
                crc.update(bytes.slice(first, Math.min(Layout.BLOCK, bytes.limit() - first)));
            }
        }
        return crc.getValue();
    }
}
