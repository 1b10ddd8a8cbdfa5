// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

/** How a server answers requests, as negotiated. */
public enum ReplyStyle {
    /** An error number, and the data of a read. */
    SIMPLE,
    /** Chunks, with 32-bit lengths in requests and replies. */
    STRUCTURED,
    /** Chunks, with 64-bit lengths in requests and replies. */
    EXTENDED
}
