// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.nbd;

/**
 * Bounds that the protocol document sets, in bytes unless said otherwise.
 *
 * @since 0.1
 */
public final class Limits {
    /** The longest name or message. */
    public static final int MAX_STRING = 4096;

    /** The preferred block size where none was negotiated. */
    public static final int DEFAULT_PREFERRED_BLOCK = 4096;

    /** The largest payload that a client may count on where no maximum was negotiated. */
    public static final int DEFAULT_MAX_PAYLOAD = 32 * 1024 * 1024;

    /** The most descriptors in one chunk of an extended block status, a number. */
    public static final int MAX_EXTENTS_PER_CHUNK = 1 << 20;

    private Limits() {}
}
