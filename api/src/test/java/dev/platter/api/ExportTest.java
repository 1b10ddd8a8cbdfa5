// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ExportTest {
    @Test
    void theLimitOfANameCountsBytes() {
        assertEquals(4096, new Export("x".repeat(4096), "y".repeat(4096)).name().length());
        assertEquals("", new Export("", "").name());
        assertEquals("an export's name may have at most 4096 bytes of UTF-8, not 4098", refusal("ä".repeat(2049), ""));
        assertEquals(
                "an export's description may have at most 4096 bytes of UTF-8, not 4097",
                refusal("", "y".repeat(4097)));
    }

    private static String refusal(String name, String description) {
        return assertThrows(IllegalArgumentException.class, () -> new Export(name, description))
                .getMessage();
    }
}
