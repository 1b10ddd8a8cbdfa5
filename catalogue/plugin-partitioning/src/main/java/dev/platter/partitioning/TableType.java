// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.partitioning;

import java.util.Locale;

/** The kinds of partition tables: the parameter {@code partition-type}. */
public enum TableType {
    /** A master boot record. */
    MBR,
    /** A GUID partition table. */
    GPT;

    /**
     * Reads the parameter.
     *
     * @param text what a user wrote, in any case; {@code dos} is another word for an MBR
     * @return the kind
     * @throws IllegalArgumentException if there is no such kind
     */
    public static TableType parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "mbr", "dos" -> MBR;
            case "gpt" -> GPT;
            default ->
                throw new IllegalArgumentException("unknown partition-type: " + text + "; there are mbr, dos and gpt");
        };
    }
}
