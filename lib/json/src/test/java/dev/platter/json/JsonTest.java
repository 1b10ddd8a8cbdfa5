// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void everyKindOfValueIsRead() throws JsonException {
        assertEquals(
                Map.of(
                        "text",
                        "a\"\n\u00e9",
                        "whole",
                        -12L,
                        "part",
                        1500.0,
                        "list",
                        List.of(true, false, "null", Map.of(), List.of())),
                Json.object("""
                    { "text" : "a\\"\\n\\u00e9", "whole": -12, "part":1.5e3,
                      "list":[true,false,null,{},[]]}
                    """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1}x",
                "{\"a\":\"",
                "{\"a\":\"\\u00g0\"}",
                "{\"a\":NaN}",
                "{\"a\":1f}",
                "{\"a\":--1}"
            })
    void whatIsNotJsonIsRefused(String text) {
        assertThrows(JsonException.class, () -> Json.object(text));
    }

    @Test
    void depthHasALimit() {
        assertThrows(JsonException.class, () -> Json.object("{\"a\":" + "[".repeat(100_000)));
    }
}
