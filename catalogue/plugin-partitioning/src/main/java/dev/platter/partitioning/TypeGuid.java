// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitioning;

import dev.platter.partitions.PlannedPartition;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The type of a partition in a GPT: the parameter {@code type-guid}.
 *
 * @param guid the type
 */
public record TypeGuid(UUID guid) {
    static final TypeGuid DEFAULT = new TypeGuid(PlannedPartition.LINUX);

    /** {@link UUID#fromString} accepts groups of any length. */
    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    /**
     * Reads the parameter.
     *
     * @param text what a user wrote
     * @return the type
     * @throws IllegalArgumentException if it is neither {@code default} nor a GUID
     */
    public static TypeGuid parse(String text) {
        if (text.equals("default")) {
            return DEFAULT;
        }
        String bare = text.startsWith("{") && text.endsWith("}") ? text.substring(1, text.length() - 1) : text;
        if (!GUID.matcher(bare).matches()) {
            throw new IllegalArgumentException("could not validate GUID: " + text
                    + "; write one as in c12a7328-f81f-11d2-ba4b-00a0c93ec93b, or default");
        }
        return new TypeGuid(UUID.fromString(bare));
    }
}
