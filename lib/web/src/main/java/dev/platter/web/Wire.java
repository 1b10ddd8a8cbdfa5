// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Carries bytes to a server and back. Calls wait. */
interface Wire {
    /** Reads some bytes; returns -1 at the end. */
    int read(ByteBuffer into) throws IOException;

    /** Writes all bytes. */
    void write(ByteBuffer from) throws IOException;

    /** Breaks it off; another thread that reads or writes fails. */
    void close();
}
