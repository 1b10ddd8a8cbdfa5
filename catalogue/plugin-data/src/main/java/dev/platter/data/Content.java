// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

import java.io.IOException;

/** Bytes that can be written to a disk, without being there one by one: repetitions and gaps cost nothing. */
interface Content {
    /** No bytes. */
    Content NOTHING = new Blob(new byte[0]);

    /** How many bytes there are. */
    long length();

    /** How many of them take memory on a sparse disk, at the most. */
    long data();

    /** Whether all of them are zeroes. */
    boolean isZero();

    /**
     * Writes a part of the bytes.
     *
     * @param target where to
     * @param at the offset there of the part's first byte
     * @param from which byte is the part's first
     * @param to which byte comes after its last
     */
    void write(Target target, long at, long from, long to) throws IOException;
}
