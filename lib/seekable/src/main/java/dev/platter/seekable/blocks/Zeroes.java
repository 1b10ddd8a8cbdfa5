// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

import java.io.IOException;

/** Knows which blocks of an image are nothing but zeroes: their first bytes say so, which are read once. */
final class Zeroes {
    private static final byte UNKNOWN = 0;
    private static final byte NO = 1;
    private static final byte YES = 2;

    private final MadeFile made;

    /** Two threads may find out the same and write the same. */
    private final byte[] known;

    Zeroes(MadeFile made) {
        this.made = made;
        known = new byte[made.blocks().count()];
    }

    boolean has(int index) throws IOException {
        if (known[index] == UNKNOWN) {
            known[index] = made.isZeroes(made.blocks().get(index)) ? YES : NO;
        }
        return known[index] == YES;
    }
}
