// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a client calls its export, a line stays one line and a word one word. */
class QuotingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "disk-1.raw | disk-1.raw",
                "~~ | \"\"",
                "two words | \"two words\"",
                "it's | \"it's\"",
                "a\"b$c`d\\e | \"a\\\"b\\$c\\`d\\\\e\"",
                "größe | \"größe\"",
            })
    void aLineQuotesWhatIsNotOneWord(String text, String expected) {
        assertEquals(expected, Quoting.quotedIfNeeded(text));
    }

    @Test
    void aLineCannotBeForged() {
        assertEquals("\"a\\x0aconnection=1\\x00\"", Quoting.quotedIfNeeded("a\nconnection=1\0"));
    }

    @Test
    void aScriptGetsTextUnchanged() {
        Entry entry = new Entry(
                Instant.EPOCH,
                Entry.Type.PRINT,
                "Connect",
                3,
                0,
                List.of(Field.text("export", "it's $(rm -r /)\n"), Field.names("names", List.of("a", "b c"))));
        assertEquals("""
            act='Connect'
            type='PRINT'
            connection='3'
            export='it'\\''s $(rm -r /)\\x0a'
            names='a "b c"'
            """, entry.variables());
    }
}
