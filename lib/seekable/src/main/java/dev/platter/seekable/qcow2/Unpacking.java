// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.qcow2;

import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.Storage;
import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks compressed clusters. How long one is packed is known only to the sector, so other bytes follow, which are not looked at. */
final class Unpacking {
    private final Storage file;
    private final Header header;

    Unpacking(Storage file, Header header) {
        this.file = file;
        this.header = header;
    }

    /**
     * Unpacks a cluster.
     *
     * @param packed where it is
     * @param into takes its first bytes, as many as remain
     * @throws DamagedImageException if there are fewer
     */
    void unpack(Piece packed, ByteBuffer into) throws IOException {
        byte[] bytes = new byte[packed.packedLength()];
        file.read(ByteBuffer.wrap(bytes), packed.position());
        byte[] cluster = new byte[header.cluster()];
        int length = header.zstd() ? unpackZstd(bytes, cluster) : inflate(bytes, cluster);
        if (length < cluster.length) {
            throw new DamagedImageException(packed.position(), "the compressed cluster that begins here is damaged");
        }
        into.put(cluster, 0, into.remaining());
    }

    /** Without a header of zlib. */
    private static int inflate(byte[] bytes, byte[] cluster) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes);
            return inflater.inflate(cluster);
        } catch (DataFormatException e) {
            return -1;
        } finally {
            inflater.end();
        }
    }

    private static int unpackZstd(byte[] bytes, byte[] cluster) {
        int length = ZstdFrame.length(ByteBuffer.wrap(bytes));
        if (length < 0) {
            return -1;
        }
        try {
            return new ZstdJavaDecompressor().decompress(bytes, 0, length, cluster, 0, cluster.length);
        } catch (MalformedInputException e) {
            return -1;
        }
    }
}
