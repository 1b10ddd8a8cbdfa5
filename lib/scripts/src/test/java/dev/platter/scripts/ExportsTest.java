// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.Export;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportsTest {
    private static final List<Export> TWO = List.of(new Export("a", "first"), new Export("b", "second"));
    private static final List<Export> UNNAMED = List.of(new Export("", ""));

    private static List<Export> printed(String text) throws IOException {
        return Exports.parse(new Answer(0, text.getBytes(StandardCharsets.UTF_8), "").lines());
    }

    @Test
    void listIsReadInAllFourForms() throws IOException {
        assertEquals(List.of(new Export("a", ""), new Export("b", "")), printed("NAMES\na\nb\n"));
        assertEquals(List.of(new Export("a", ""), new Export("b", "")), printed("a\nb"));
        assertEquals(TWO, printed("INTERLEAVED\na\nfirst\nb\nsecond\n"));
        assertEquals(TWO, printed("NAMES+DESCRIPTIONS\na\nb\nfirst\nsecond\n"));
    }

    @Test
    void emptyListHasNoExport() throws IOException {
        assertEquals(List.of(), printed(""));
        assertEquals(List.of(), printed("NAMES\n"));
        assertEquals(List.of(), printed("INTERLEAVED\n"));
        assertEquals(List.of(), printed("NAMES+DESCRIPTIONS\n"));
    }

    @Test
    void emptyLineIsTheEmptyName() throws IOException {
        for (String list :
                List.of("\n", "NAMES\n\n", "INTERLEAVED\n\n", "INTERLEAVED\n\n\n", "NAMES+DESCRIPTIONS\n\n\n")) {
            assertEquals(UNNAMED, printed(list), list);
        }
    }

    @Test
    void lastDescriptionMayBeMissing() throws IOException {
        List<Export> undescribed = List.of(new Export("a", "first"), new Export("b", ""));
        assertEquals(undescribed, printed("INTERLEAVED\na\nfirst\nb\n"));
        assertEquals(undescribed, printed("NAMES+DESCRIPTIONS\na\nb\nfirst\n"));
    }

    @Test
    void nameThatIsTooLongSpoilsTheList() {
        String message = assertThrows(IOException.class, () -> printed("a\n" + "x".repeat(4097) + "\n"))
                .getMessage();
        assertEquals(
                "the list of exports cannot be used: an export's name may have at most 4096 bytes of UTF-8, not 4097",
                message);
    }
}
