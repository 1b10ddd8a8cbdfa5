// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.data;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What takes the bytes of a {@link Content}, in any order. What comes later counts. */
interface Target {
    /** Takes bytes from position to limit, and does not keep the buffer. */
    void write(ByteBuffer bytes, long at) throws IOException;

    /** Takes zeroes. */
    void zero(long at, long length) throws IOException;
}
