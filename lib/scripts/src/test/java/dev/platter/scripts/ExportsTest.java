// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.Export;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportsTest {
    private static final List<Export> TWO = List.of(new Export("a", "first"), new Export("b", "second"));

    @Test
    void listIsReadInAllFourForms() {
        assertEquals(List.of(new Export("a", ""), new Export("b", "")), Exports.parse("NAMES\na\nb"));
        assertEquals(List.of(new Export("a", ""), new Export("b", "")), Exports.parse("a\nb"));
        assertEquals(TWO, Exports.parse("INTERLEAVED\na\nfirst\nb\nsecond"));
        assertEquals(TWO, Exports.parse("NAMES+DESCRIPTIONS\na\nb\nfirst\nsecond"));
    }

    @Test
    void emptyListHasNoExport() {
        assertEquals(List.of(), Exports.parse(""));
        assertEquals(List.of(), Exports.parse("NAMES"));
    }
}
