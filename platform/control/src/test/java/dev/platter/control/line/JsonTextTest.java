// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

/** One line, whatever is in it, which any reader of JSON understands. */
class JsonTextTest {
    @Test
    void unprintableCharactersAreEscapedAndReadBack() {
        String odd = "\u0000\n\r\u001b[2J\u007f\u009b2J\u2028\ud800x\"\\ä\ud83d\ude00";
        var object = new JsonObject();
        object.addProperty("name", odd);
        String text = JsonText.of(object);
        assertEquals(
                "{\"name\":\"\\u0000\\n\\r\\u001b[2J\\u007f\\u009b2J\\u2028\\ud800x\\\"\\\\ä\ud83d\ude00\"}", text);
        assertEquals(odd, JsonText.object(text).orElseThrow().get("name").getAsString());
    }
}
