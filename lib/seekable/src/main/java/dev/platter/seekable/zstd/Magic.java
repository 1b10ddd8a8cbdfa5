// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import java.io.IOException;
import java.util.Optional;

/** The first four bytes of a frame, as a little-endian number. */
final class Magic {
    static final int LENGTH = Integer.BYTES;
    static final int FRAME = 0xfd2fb528;

    /** The frame in which an image says what it is. Of the 16 that readers skip, none is known to use this one. */
    static final int LABEL = 0x184d2a5c;

    /** The frame that the seekable format has its table in. */
    static final int TABLE = 0x184d2a5e;

    /** Magic and size of what is to be skipped. */
    static final int SKIPPABLE_HEADER = 8;

    private static final int SKIPPABLE = 0x184d2a50;
    private static final int SKIPPABLE_MASK = 0xfffffff0;
    private static final int OLDEST = 0xfd2fb51e;
    private static final int SECOND = 0xfd2fb522;
    private static final int SEVENTH = 0xfd2fb527;

    private Magic() {}

    static boolean isSkippable(int magic) {
        return (magic & SKIPPABLE_MASK) == SKIPPABLE;
    }

    /** Whether it is one of the format's, also of those that it had once. */
    static boolean isKnown(int magic) {
        return magic == FRAME || isSkippable(magic) || legacy(magic).isPresent();
    }

    /** The release of zstd that had a format of this magic. */
    private static Optional<String> legacy(int magic) {
        if (magic == OLDEST) {
            return Optional.of("0.1");
        }
        return magic >= SECOND && magic <= SEVENTH ? Optional.of("0." + (magic - SECOND + 2)) : Optional.empty();
    }

    /**
     * Demands that a magic is not that of an old format.
     *
     * @throws IOException if it is
     */
    static void refuseLegacy(int magic) throws IOException {
        Optional<String> legacy = legacy(magic);
        if (legacy.isPresent()) {
            throw new IOException("the file is in the legacy format of zstd " + legacy.get()
                    + ", which is not read here: unpack it with a zstd that was built with legacy support, and"
                    + " compress it again");
        }
    }
}
