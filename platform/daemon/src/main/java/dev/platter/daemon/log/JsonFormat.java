// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.log;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.platter.server.log.Entry;
import dev.platter.server.log.LineFormat;
import dev.platter.server.log.StackTrace;

/**
 * For programs: each line is a JSON object with {@code time}, {@code level}, {@code logger}, {@code message} and, if there is
 * one, {@code exception}. Lines are ASCII, so that their encoding does not matter, and terminals find no control sequences in
 * them.
 */
final class JsonFormat implements LineFormat {
    private final Gson gson = new GsonBuilder().disableHtmlEscaping().create();

    @Override
    public String format(Entry entry) {
        JsonObject line = new JsonObject();
        line.addProperty("time", entry.time().toString());
        line.addProperty("level", entry.level().name());
        line.addProperty("logger", entry.logger());
        line.addProperty("message", entry.message());
        entry.thrown()
                .ifPresent(thrown -> line.addProperty("exception", String.join("\n\t", StackTrace.lines(thrown))));
        return ascii(gson.toJson(line)) + '\n';
    }

    /** Escapes characters beyond ASCII. They occur only inside strings, where JSON can escape every character. */
    private static String ascii(String json) {
        if (json.chars().allMatch(unit -> unit < 0x7f)) {
            return json;
        }
        var escaped = new StringBuilder(json.length() + 16);
        json.chars().forEach(unit -> {
            if (unit < 0x7f) {
                escaped.append((char) unit);
            } else {
                escaped.append("\\u%04x".formatted(unit));
            }
        });
        return escaped.toString();
    }
}
