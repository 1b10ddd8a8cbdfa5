// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Characters that roff would interpret, or show as other ones. */
final class RoffTextTest {
    @Test
    void hyphensCanBeCopied() {
        assertEquals("\\-\\-run read\\-only", RoffText.prose("--run read-only"));
    }

    @Test
    void escapesAreEscaped() {
        assertEquals("a\\en", RoffText.prose("a\\n"));
    }

    @Test
    void codeKeepsItsQuotationMarks() {
        assertEquals("don't", RoffText.prose("don't"));
        assertEquals("\\(aq\\(ga\\(ha\\(ti", RoffText.code("'`^~"));
    }

    @Test
    void otherCharactersAreSpelledOut() {
        assertEquals("and so on...", RoffText.prose("and so on…"));
        assertEquals("\\[u03BC]s \\[u2014] \\[u1F4BE]", RoffText.prose("μs — 💾"));
    }

    @Test
    void argumentsAreQuoted() {
        assertEquals("\"a \\(dqb\\(dq\"", RoffText.argument("a \"b\""));
    }
}
