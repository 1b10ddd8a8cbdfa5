// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Disk;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A packed file whose contents are on another disk. */
final class PackedDisk extends ForwardingDisk {
    private final PackedLayout layout;

    PackedDisk(Disk contents, PackedLayout layout) {
        super(contents);
        this.layout = layout;
    }

    @Override
    public long size() {
        return layout.size();
    }

    @FunctionalInterface
    private interface Transfer {
        void run(ByteBuffer piece, int at) throws IOException;
    }

    private void pieces(ByteBuffer bytes, long position, Transfer transfer) throws IOException {
        int limit = bytes.limit();
        int at = (int) position;
        while (bytes.position() < limit) {
            int length = layout.run(at, limit - bytes.position());
            bytes.limit(bytes.position() + length);
            transfer.run(bytes, at);
            bytes.limit(limit);
            at += length;
        }
    }

    @Override
    public void read(ByteBuffer into, long position, HoleSink holes) throws IOException {
        pieces(into, position, (piece, at) -> {
            if (layout.isInImage(at)) {
                next().read(piece, layout.inImage(at), HoleSink.NONE);
            } else {
                piece.put(layout.around(), at, piece.remaining());
            }
        });
    }

    @Override
    public void write(ByteBuffer from, long position, RequestFlags flags) throws IOException {
        pieces(from, position, (piece, at) -> {
            if (layout.isInImage(at)) {
                next().write(piece.slice(), layout.inImage(at), flags);
                piece.position(piece.limit());
            } else {
                piece.get(layout.around(), at, piece.remaining());
            }
        });
    }
}
