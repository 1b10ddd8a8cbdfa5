// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.protect;

import dev.platter.api.parameters.Region;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the disk that must not change, as users write it: {@code START-END}, or {@code ~START-END} for everything else.
 *
 * @param text what the user wrote
 * @param regions the parts, none of which is empty
 */
public record ProtectedRange(String text, List<Region> regions) {
    /**
     * Reads a range.
     *
     * @param text what a user wrote
     * @return the range
     * @throws IllegalArgumentException if it is not one; the message says why
     */
    public static ProtectedRange parse(String text) {
        boolean complement = text.startsWith("~");
        Region region = Region.parse(complement ? text.substring(1) : text);
        return new ProtectedRange(text, complement ? around(region) : List.of(region));
    }

    private static List<Region> around(Region region) {
        List<Region> rest = new ArrayList<>();
        if (region.start() > 0) {
            rest.add(new Region(0, region.start() - 1));
        }
        if (region.end() < Long.MAX_VALUE) {
            rest.add(new Region(region.end(), Long.MAX_VALUE));
        }
        return rest;
    }
}
