// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

import dev.platter.data.Placed.Piece;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Bytes that stand next to each other in the text become one content, as in nbdkit: long texts have many of them. */
final class LiteralRun {
    private final List<Piece> pieces;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long begin;

    /** @param pieces gets the contents */
    LiteralRun(List<Piece> pieces) {
        this.pieces = pieces;
    }

    void add(long offset, byte[] more) {
        if (begin + bytes.size() != offset) {
            end();
            begin = offset;
        }
        bytes.writeBytes(more);
    }

    /** Something else follows. */
    void end() {
        if (bytes.size() > 0) {
            pieces.add(new Piece(begin, new Blob(bytes.toByteArray())));
            begin += bytes.size();
            bytes.reset();
        }
    }
}
