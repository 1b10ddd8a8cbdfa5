// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ahead;

import dev.platter.api.Completion;
import java.nio.ByteBuffer;

/** What lies afar. Its methods are called from any thread, and never wait. */
public interface Source {
    /** {@return its size in bytes, which is always the same} */
    long size();

    /**
     * Reads a range.
     *
     * @param into takes the bytes, from its position to its limit; belongs to the source until the end
     * @param offset where the range begins, in bytes
     * @param end told once, from any thread
     */
    void read(ByteBuffer into, long offset, Completion end);
}
