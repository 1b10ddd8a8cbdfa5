// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import dev.platter.nbd.Limits;
import java.nio.charset.StandardCharsets;

/**
 * An entry in the list of exports. Immutable.
 *
 * @param name the name, possibly empty, at most 4096 bytes of UTF-8
 * @param description a sentence for people, empty for none, at most 4096 bytes of UTF-8
 * @since 0.1
 */
public record Export(String name, String description) {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if either is longer than 4096 bytes of UTF-8
     */
    public Export {
        check("name", name);
        check("description", description);
    }

    private static void check(String what, String value) {
        int length = value.getBytes(StandardCharsets.UTF_8).length;
        if (length > Limits.MAX_STRING) {
            throw new IllegalArgumentException("an export's " + what + " may have at most " + Limits.MAX_STRING
                    + " bytes of UTF-8, not " + length);
        }
    }
}
