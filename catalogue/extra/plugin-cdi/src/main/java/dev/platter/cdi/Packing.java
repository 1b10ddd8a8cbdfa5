// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cdi;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** How a layer is packed, which the end of its type says. */
enum Packing {
    NONE,
    GZIP,
    ZSTD;

    private static final int BLOCK = 64 << 10;

    static Packing of(String type) throws IOException {
        if (type.endsWith("gzip")) {
            return GZIP;
        }
        if (type.endsWith("zstd")) {
            return ZSTD;
        }
        if (type.endsWith("tar")) {
            return NONE;
        }
        throw new IOException("the layer is packed as '" + type + "', which is not known here");
    }

    /** Unpacks a file into another one, which gets holes where there are zeroes. */
    void unpack(Path packed, Path into) throws IOException {
        try (InputStream raw = Files.newInputStream(packed);
                InputStream in = switch (this) {
                    case NONE -> raw;
                    case GZIP -> new GZIPInputStream(raw, BLOCK);
                    case ZSTD -> new ZstdInputStream(raw);
                };
                FileChannel out = FileChannel.open(into, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] block = new byte[BLOCK];
            byte[] zeroes = new byte[BLOCK];
            long at = 0;
            for (int length = in.readNBytes(block, 0, BLOCK); length > 0; length = in.readNBytes(block, 0, BLOCK)) {
                boolean hole = length == BLOCK && Arrays.equals(block, zeroes);
                ByteBuffer bytes = ByteBuffer.wrap(block, 0, length);
                while (!hole && bytes.hasRemaining()) {
                    out.write(bytes, at + bytes.position());
                }
                at += length;
            }
            if (at > out.size()) {
                out.write(ByteBuffer.allocate(1), at - 1);
            }
        }
    }
}
