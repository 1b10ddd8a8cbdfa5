// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;

/** A parsed line from a client. */
record Request(ControlCommand command, Arguments arguments) {
    private static final List<String> MEMBERS = List.of("id", "command", "arguments");

    /** The id that the answer repeats; null if the line has no valid id. */
    static JsonElement id(JsonObject line) {
        return line.get("id") instanceof JsonPrimitive id && id.isNumber() ? id : JsonNull.INSTANCE;
    }

    static Request of(JsonObject line) throws BadRequestException {
        for (String member : line.keySet()) {
            if (!MEMBERS.contains(member)) {
                throw new BadRequestException(
                        "a request has no member '" + member + "': it has " + String.join(", ", MEMBERS));
            }
        }
        if (id(line).isJsonNull()) {
            throw new BadRequestException("a request needs an 'id', which is a number: its answer repeats it");
        }
        if (!(line.get("command") instanceof JsonPrimitive title) || !title.isString()) {
            throw new BadRequestException(
                    "a request needs a 'command', which is a string: " + String.join(", ", ControlCommand.titles()));
        }
        ControlCommand command = ControlCommand.named(title.getAsString())
                .orElseThrow(() -> new BadRequestException("there is no command '" + title.getAsString()
                        + "': there are " + String.join(", ", ControlCommand.titles())));
        JsonElement arguments = line.has("arguments") ? line.get("arguments") : new JsonObject();
        if (!arguments.isJsonObject()) {
            throw new BadRequestException("the 'arguments' of a request are an object");
        }
        return new Request(command, new Arguments(command, arguments.getAsJsonObject()));
    }
}
