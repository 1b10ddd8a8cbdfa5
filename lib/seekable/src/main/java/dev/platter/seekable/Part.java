// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

/**
 * A part of the unpacked image that is unpacked at once.
 *
 * @param start the offset of its first byte
 * @param length its length, in bytes
 * @param kind how it lies in the file
 */
public record Part(long start, int length, Kind kind) {
    /** How a part lies in the file. */
    public enum Kind {
        /** Compressed. What was unpacked is worth keeping. */
        PACKED,
        /** Uncompressed: any part of it is read directly, see {@link SeekableImage#readKept}. */
        KEPT,
        /** All zeroes, so nothing need be unpacked. */
        ZEROES
    }

    /** {@return the offset after its last byte} */
    public long end() {
        return start + length;
    }
}
