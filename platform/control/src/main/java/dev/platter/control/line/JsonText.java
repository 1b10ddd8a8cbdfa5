// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control.line;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;

/** JSON on the control socket: strictly parsed, and written as a line of printable characters. */
public final class JsonText {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int DELETE = 0x7f;
    private static final int LAST_CONTROL = 0x9f;

    private JsonText() {}

    /**
     * Reads an object by the letter of RFC 8259.
     *
     * @param text the text to parse
     * @return the object; empty if it is anything else
     */
    public static Optional<JsonObject> object(String text) {
        try (var reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                return Optional.empty();
            }
            JsonObject object = JsonParser.parseReader(reader).getAsJsonObject();
            return reader.peek() == JsonToken.END_DOCUMENT ? Optional.of(object) : Optional.empty();
        } catch (JsonParseException | IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes it on one line. Names come from clients and files; no character in them ends the line or moves a terminal's cursor.
     *
     * @param element what to write
     * @return one line, without its end
     */
    public static String of(JsonElement element) {
        String text = element.toString();
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c < FIRST_PRINTABLE || (c >= DELETE && c <= LAST_CONTROL) || isLoneSurrogate(c)) {
                line.append(String.format("\\u%04x", c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }

    private static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
