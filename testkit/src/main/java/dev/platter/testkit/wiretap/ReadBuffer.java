// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.wiretap;

import java.nio.ByteBuffer;

/** The buffer of a read, with the range that must be filled. */
final class ReadBuffer {
    private final ByteBuffer into;
    private final int start;
    private final int limit;

    ReadBuffer(ByteBuffer into) {
        this.into = into;
        start = into.position();
        limit = into.limit();
    }

    /** Checks, after the read has succeeded, that it was filled. */
    void check(String call, Wiretap tap) {
        if (into.position() != limit) {
            tap.found(
                    Rules.FILL,
                    call + " was not filled: the position of its buffer is at " + into.position() + ", having begun at "
                            + start + ", and must be at " + limit);
        }
    }
}
