// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.lzip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;

/** An image, and the file that has it. */
final class Images {
    static final int SIZE = 1_000_001;
    private static final int MEMBER = 100_000;

    private Images() {}

    /** Noise, which is not compressed, between zeroes. */
    static byte[] image() {
        byte[] image = new byte[SIZE];
        byte[] noise = new byte[60_000];
        new Random(1).nextBytes(noise);
        System.arraycopy(noise, 0, image, SIZE / 2, noise.length);
        return image;
    }

    static byte[] packed(byte[] image) throws IOException {
        LZMA2Options options = new LZMA2Options(0);
        options.setDictSize(1 << 20);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < image.length; at += MEMBER) {
            byte[] data = Arrays.copyOfRange(image, at, Math.min(image.length, at + MEMBER));
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (LZMAOutputStream lzma = new LZMAOutputStream(packed, options, true)) {
                lzma.write(data);
            }
            CRC32 crc = new CRC32();
            crc.update(data);
            int length = 6 + packed.size() + 20;
            out.write(ByteBuffer.allocate(length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(new byte[] {'L', 'Z', 'I', 'P', 1, 20})
                    .put(packed.toByteArray())
                    .putInt((int) crc.getValue())
                    .putLong(data.length)
                    .putLong(length)
                    .array());
        }
        return out.toByteArray();
    }
}
