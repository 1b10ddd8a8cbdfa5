// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void charactersThatWouldEndAStringAreEscaped() {
        assertEquals("\"a \\\"b\\\" \\\\ \\u0009\\u000a\\u0000 ä\"", Json.quote("a \"b\" \\ \t\n\0 ä"));
        assertEquals("\"\"", Json.quote(""));
    }
}
