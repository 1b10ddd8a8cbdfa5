// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.bzip2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** An image, and the file that has it. */
final class Images {
    static final int SIZE = 1_000_001;

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
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BZip2CompressorOutputStream bzip2 = new BZip2CompressorOutputStream(out, 1)) {
            bzip2.write(image);
        }
        return out.toByteArray();
    }
}
