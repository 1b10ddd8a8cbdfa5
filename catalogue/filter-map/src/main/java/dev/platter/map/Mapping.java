// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.map;

import dev.platter.api.parameters.Region;
import dev.platter.api.parameters.Size;

/**
 * A range that clients see, and where its bytes are on the disk behind.
 *
 * @param region the range, with an end
 * @param target where its bytes begin behind, in bytes
 * @param text as the user has written it
 */
public record Mapping(Region region, long target, String text) {
    /**
     * Reads a mapping: {@code START-END:DEST}, the first byte and the last, and where the first one is behind. Numbers are those of a
     * {@link Region}.
     *
     * @param text what a user wrote
     * @return the mapping
     * @throws IllegalArgumentException if it is none; the message says why
     */
    public static Mapping parse(String text) {
        int colon = text.indexOf(':');
        int dash = text.indexOf('-');
        if (colon < 0 || dash <= 0 || dash >= colon - 1) {
            throw new IllegalArgumentException("cannot parse range: " + text
                    + " (write START-END:DEST, the first byte, the last, and where they are behind, as in 0-511:1024)");
        }
        Region region = Region.parse(text.substring(0, colon));
        long target = Size.parse(text.substring(colon + 1)).bytes();
        if (target > Long.MAX_VALUE - (region.end() - region.start())) {
            throw new IllegalArgumentException(
                    "range " + text + " leads beyond the largest disk, which has " + Long.MAX_VALUE + " bytes");
        }
        return new Mapping(region, target, text);
    }
}
