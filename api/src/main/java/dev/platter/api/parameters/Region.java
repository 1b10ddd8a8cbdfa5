// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api.parameters;

/**
 * A part of a disk, written as in nbdkit with both ends in it: {@code 0-511} is the first sector of 512 bytes. For that
 * sector {@code start} is 0, {@code last} is 511, and {@link #end} is 512. Immutable.
 *
 * @param start the first byte, as an offset in bytes
 * @param last the last byte, as an offset in bytes, not less than {@code start}; {@link Long#MAX_VALUE}, where no disk
 *     has a byte, stands for the end of the disk
 * @since 0.1
 */
public record Region(long start, long last) {
    /** No disk has a byte at this offset: the largest size is 2^63-1. */
    private static final long TO_THE_END = Long.MAX_VALUE;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the region begins before 0 or ends before its start
     */
    public Region {
        if (start < 0 || last < start) {
            throw new IllegalArgumentException("a region must begin at 0 or later and not end before its start, which "
                    + start + "-" + last + " does");
        }
    }

    /**
     * Reads a region: {@code START-END}, the first byte and the last. Without {@code START} it begins at 0, without
     * {@code END} it reaches to the end of the disk, and {@code -} is the whole of it. Numbers are written as in C
     * ({@code 446}, {@code 0x1be}, {@code 0676}) or as a {@link Size}. Pitfall: the first mebibyte is {@code 0-1048575};
     * {@code 0-1M} has a byte more.
     *
     * @param text what a user wrote
     * @return the region
     * @throws IllegalArgumentException if the text is not a region; the message says why
     */
    public static Region parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            throw new IllegalArgumentException("could not parse region: " + text
                    + " (write START-END, the first byte and the last, as in 0-511; or START- to the end)");
        }
        long start = dash == 0 ? 0 : number(text, text.substring(0, dash));
        long last = dash == text.length() - 1 ? TO_THE_END : number(text, text.substring(dash + 1));
        if (last < start) {
            throw new IllegalArgumentException(
                    "a region cannot end before its start: " + text + " (from " + start + " to " + last + ")");
        }
        return new Region(start, last);
    }

    private static long number(String whole, String text) {
        try {
            return text.length() > 1 && text.charAt(0) == '0'
                    ? Long.decode(text)
                    : Size.parse(text).bytes();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("could not parse region: " + whole + " (" + text
                    + " begins with 0, but is neither octal nor, after 0x, hexadecimal)");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("could not parse region: " + whole + ": " + e.getMessage(), e);
        }
    }

    /**
     * Where the region ends, for arithmetic.
     *
     * @return the offset of the first byte after it, in bytes; {@link Long#MAX_VALUE} if it reaches to the end of the
     *     disk
     */
    public long end() {
        return last == TO_THE_END ? last : last + 1;
    }

    /**
     * Whether the region and a request have a byte in common.
     *
     * @param offset where the request begins, in bytes
     * @param length its length, in bytes, not 0
     * @return true if they have
     */
    public boolean overlaps(long offset, long length) {
        return offset < end() && start - offset < length;
    }

    @Override
    public String toString() {
        return start + "-" + (last == TO_THE_END ? "" : last);
    }
}
