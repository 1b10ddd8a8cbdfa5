// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

/**
 * The sizes of requests that a server asks for, in bytes.
 *
 * @param minimum every offset and length is a multiple of it; a power of 2
 * @param preferred the size that performs best; a power of 2, at least 512 and the minimum
 * @param maximum the longest read or write, or 2^32-1 for no limit
 */
public record BlockSizes(long minimum, long preferred, long maximum) {
    /** The maximum that means no limit. */
    public static final long UNLIMITED = 0xffff_ffffL;
}
