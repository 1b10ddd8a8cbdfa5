// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.log;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.platter.server.log.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON form of a log record. */
class JsonFormatTest {
    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00.123456Z");

    private final JsonFormat format = new JsonFormat();

    @Test
    void jsonIsAnObjectALine() {
        String text = format.format(new Entry(NOW, ERROR, "vm1", "größer als \"8G\"\n", Optional.empty()));

        assertEquals(1, text.lines().count());
        JsonObject line = JsonParser.parseString(text).getAsJsonObject();
        assertEquals(List.of("time", "level", "logger", "message"), List.copyOf(line.keySet()));
        assertEquals("2026-11-23T20:00:00.123456Z", line.get("time").getAsString());
        assertEquals("ERROR", line.get("level").getAsString());
        assertEquals("vm1", line.get("logger").getAsString());
        assertEquals("größer als \"8G\"\n", line.get("message").getAsString());
    }

    @Test
    void jsonHasTheExceptionAsText() {
        String text =
                format.format(new Entry(NOW, ERROR, "vm1", "failed", Optional.of(new IllegalStateException("broken"))));

        assertEquals(1, text.lines().count());
        String exception =
                JsonParser.parseString(text).getAsJsonObject().get("exception").getAsString();
        assertTrue(exception.startsWith("java.lang.IllegalStateException: broken\n\tat "), exception);
    }

    /** A line end, a carriage return, a terminal's escape in both codings, the writing direction, half a character. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\u001b[2K", "\u009b2K", "\u202e", "\u2028", "\ud800", "\u0000", "\u007f"})
    void aClientCannotForgeALine(String evil) {
        String text = format.format(
                new Entry(NOW, INFO, "vm" + evil + "1", "export '" + evil + "2026 ERROR forged'", Optional.empty()));

        assertEquals(1, text.lines().count());
        String line = text.strip();
        assertFalse(line.contains(evil.substring(0, 1)), line);
        assertTrue(line.contains("forged"), line);
    }
}
