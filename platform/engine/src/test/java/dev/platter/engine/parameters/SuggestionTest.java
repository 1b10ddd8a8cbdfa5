// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A misspelt word gets a suggestion, and a different word does not. */
final class SuggestionTest {
    private static final List<String> POSSIBLE = List.of("size", "range", "delay-read", "offset", "file", "fd");

    @ParameterizedTest
    @CsvSource({
        "siz,size",
        "sizes,size",
        "siez,size",
        "Size,size",
        "delay_read,delay-read",
        "delayread,delay-read",
        "ofset,offset",
        "offest,offset",
        "fle,file"
    })
    void aMisspeltWordIsRecognized(String written, String meant) {
        assertEquals("; did you mean '" + meant + "'?", Suggestion.of(written, POSSIBLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"allocator", "password", "x", "mode", "offline"})
    void aDifferentWordGetsNoSuggestion(String written) {
        assertEquals("", Suggestion.of(written, POSSIBLE));
    }
}
