// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

/**
 * What a connected device says about itself. Lengths are in bytes.
 *
 * @param capacity its size
 * @param readOnly whether it refuses writes
 * @param flush whether it can be flushed
 * @param trim whether it takes discards
 * @param zero whether it writes zeroes by itself
 * @param alignment offsets and lengths of requests are multiples of it; a power of two
 * @param preferred the length of requests that performs best, 0 if the device does not say
 * @param longestTrim the longest discard, a multiple of the alignment
 * @param longestZero the longest request for zeroes, likewise
 */
public record Traits(
        long capacity,
        boolean readOnly,
        boolean flush,
        boolean trim,
        boolean zero,
        int alignment,
        int preferred,
        long longestTrim,
        long longestZero) {}
