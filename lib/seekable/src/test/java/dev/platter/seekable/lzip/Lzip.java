// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.lzip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;

/** Makes members, by the encoder of XZ for Java. */
public final class Lzip {
    /** A dictionary of 1 MiB. */
    private static final int DICTIONARY_LOG = 20;

    private Lzip() {}

    public static byte[] member(byte[] data) throws IOException {
        LZMA2Options options = new LZMA2Options(0);
        options.setDictSize(1 << DICTIONARY_LOG);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (LZMAOutputStream lzma = new LZMAOutputStream(packed, options, true)) {
            lzma.write(data);
        }
        CRC32 crc = new CRC32();
        crc.update(data);
        return ByteBuffer.allocate(6 + packed.size() + 20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'L', 'Z', 'I', 'P', 1, DICTIONARY_LOG})
                .put(packed.toByteArray())
                .putInt((int) crc.getValue())
                .putLong(data.length)
                .putLong(6 + packed.size() + 20)
                .array();
    }

    /** A member for each so many bytes of an image. */
    public static byte[] file(byte[] image, int each) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int at = 0; at < image.length; at += each) {
            file.write(member(java.util.Arrays.copyOfRange(image, at, Math.min(image.length, at + each))));
        }
        return file.toByteArray();
    }
}
