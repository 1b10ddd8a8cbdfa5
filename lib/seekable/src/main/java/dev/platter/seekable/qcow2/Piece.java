// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.qcow2;

/**
 * A cluster or subcluster.
 *
 * @param kind what it is
 * @param position where its bytes begin in the file, or its compressed ones; 0 if there are none
 * @param packedLength how many compressed bytes there are at most
 */
record Piece(Kind kind, long position, int packedLength) {
    static final Piece ABSENT = new Piece(Kind.ABSENT, 0, 0);
    static final Piece ZEROES = new Piece(Kind.ZEROES, 0, 0);

    /** How a cluster lies in the file. */
    enum Kind {
        /** It is not there: the backing file has it, or it is zeroes. */
        ABSENT,
        ZEROES,
        DATA,
        PACKED
    }

    /** Whether a piece continues this one, so that both can be read at once. */
    boolean goesOnWith(Piece next, long length) {
        return kind == next.kind
                && switch (kind) {
                    case ABSENT, ZEROES -> true;
                    case DATA -> next.position == position + length;
                    case PACKED -> false;
                };
    }
}
