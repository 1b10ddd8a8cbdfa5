// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

import java.nio.ByteBuffer;

/** How the check of a block is computed. Without state; its text is its name, in lower case. */
public interface BlockCheck {
    /** {@return its length in the file, in bytes} */
    int length();

    /**
     * Computes it.
     *
     * @param bytes of a whole block, from position to limit, which are left as they are; of any kind
     * @return the check as it is in the file
     */
    ByteBuffer of(ByteBuffer bytes);

    /** {@return whether the check of a changed block can be computed from the change alone, by {@link #changed}} */
    default boolean isLinear() {
        return false;
    }

    /**
     * The check after a change.
     *
     * @param check as it was before, left as it is
     * @param old the bytes that are replaced, left as they are
     * @param bytes those that replace them, as many, left as they are
     * @param following how many bytes of the block follow them
     * @return the check as it is in the file
     * @throws IllegalStateException if it is not {@link #isLinear linear}
     */
    default ByteBuffer changed(ByteBuffer check, ByteBuffer old, ByteBuffer bytes, long following) {
        throw new IllegalStateException("only the check of the whole block can be computed");
    }
}
