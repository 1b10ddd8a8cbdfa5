// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitioning;

import dev.platter.partitions.PlannedPartition;

/**
 * The type of a partition in an MBR: the parameter {@code mbr-id}.
 *
 * @param type from 0 to 255
 */
public record MbrId(int type) {
    static final MbrId DEFAULT = new MbrId(PlannedPartition.LINUX_MBR);

    private static final int MOST = 0xff;

    /**
     * Reads the parameter.
     *
     * @param text what a user wrote
     * @return the type
     * @throws IllegalArgumentException if it is neither {@code default} nor a byte
     */
    public static MbrId parse(String text) {
        if (text.equals("default")) {
            return DEFAULT;
        }
        try {
            int type = Integer.decode(text);
            if (type >= 0 && type <= MOST) {
                return new MbrId(type);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "could not parse number: \"" + text + "\": write a byte, as in 0x82, or default");
    }
}
