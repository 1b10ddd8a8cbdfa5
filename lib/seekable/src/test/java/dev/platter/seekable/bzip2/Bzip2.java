// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.bzip2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Makes streams, by the encoder of Apache Commons Compress. */
final class Bzip2 {
    private Bzip2() {}

    /** A stream whose blocks have at most so many times 100,000 bytes. */
    static byte[] stream(byte[] data, int level) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (BZip2CompressorOutputStream bzip2 = new BZip2CompressorOutputStream(packed, level)) {
            bzip2.write(data);
        }
        return packed.toByteArray();
    }
}
