// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

import java.io.IOException;
import java.util.List;

/** Contents at offsets, some of which may cover others. What is nowhere covered is zeroes. */
record Placed(List<Piece> pieces, long length) implements Content {
    /** A content, and where it begins. */
    record Piece(long at, Content content) {}

    @Override
    public long data() {
        long sum = 0;
        for (Piece piece : pieces) {
            sum = Sums.most(sum, piece.content.data());
        }
        return Math.min(sum, length);
    }

    @Override
    public boolean isZero() {
        return pieces.stream().allMatch(piece -> piece.content.isZero());
    }

    @Override
    public void write(Target target, long at, long from, long to) throws IOException {
        target.zero(at, to - from);
        for (Piece piece : pieces) {
            long begin = Math.max(from, piece.at);
            long end = Math.min(to, piece.at + piece.content.length());
            if (begin < end) {
                piece.content.write(target, at + (begin - from), begin - piece.at, end - piece.at);
            }
        }
    }
}
