package dev.platter.api.parameters;

/**
 * A part of a disk.
 *
 * @param start the first byte
 * @param end the first byte after it; greater than {@code start}. {@link Long#MAX_VALUE} stands for the end of the
 *     disk
 * @since 0.1
 */
public record Region(long start, long end) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the region is empty or begins before 0
     */
    public Region {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "a region must begin at 0 or later and end after its start, not be " + start + "-" + end);
        }
    }

    /**
     * Reads a region: {@code START-END}, both sizes, {@code END} being the first byte after it; {@code START-} reaches
     * to the end of the disk.
     *
     * @param text what a user wrote
     * @return the region
     * @throws IllegalArgumentException if it is none; the message says why
     */
    public static Region parse(String text) {
        int dash = text.indexOf('-', 1);
        if (dash < 0) {
            throw new IllegalArgumentException(
                    "could not parse region: " + text + " (write START-END, as in 1M-2M, or START- to the end)");
        }
        long start = Size.parse(text.substring(0, dash)).bytes();
        String rest = text.substring(dash + 1);
        long end = rest.isEmpty() ? Long.MAX_VALUE : Size.parse(rest).bytes();
        if (end <= start) {
            throw new IllegalArgumentException("a region must end after its start: " + text);
        }
        return new Region(start, end);
    }

    /**
     * How much of it lies on a disk.
     *
     * @return its length in bytes; {@link Long#MAX_VALUE} less {@code start} for one that reaches to the end
     */
    public long length() {
        return end - start;
    }

    @Override
    public String toString() {
        return start + "-" + (end == Long.MAX_VALUE ? "" : end);
    }
}
