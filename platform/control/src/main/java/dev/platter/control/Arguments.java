// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The arguments of a request, read by name and type; a value of another type is refused with a sentence. */
final class Arguments {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

    private final String command;
    private final JsonObject given;

    /**
     * Takes the arguments of a command.
     *
     * @throws BadRequestException if the command does not have one of them
     */
    Arguments(ControlCommand command, JsonObject given) throws BadRequestException {
        this.command = command.title();
        this.given = given;
        for (String name : given.keySet()) {
            if (!command.arguments().contains(name)) {
                throw new BadRequestException("the command '" + this.command + "' has no argument '" + name + "': "
                        + (command.arguments().isEmpty()
                                ? "it takes none"
                                : "it takes " + String.join(", ", command.arguments())));
            }
        }
    }

    String text(String name) throws BadRequestException {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    Optional<String> optionalText(String name) throws BadRequestException {
        JsonElement value = given.get(name);
        if (value == null || value.isJsonNull()) {
            return Optional.empty();
        }
        return Optional.of(text(name, value));
    }

    boolean flag(String name) throws BadRequestException {
        JsonElement value = given.get(name);
        if (value == null) {
            return false;
        }
        if (value instanceof JsonPrimitive primitive && primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        throw wrong(name, "true or false");
    }

    long number(String name) throws BadRequestException {
        JsonElement value = given.get(name);
        if (value == null) {
            throw missing(name);
        }
        if (value instanceof JsonPrimitive primitive
                && primitive.isNumber()
                && WHOLE.matcher(primitive.getAsString()).matches()) {
            return Long.parseLong(primitive.getAsString());
        }
        throw wrong(name, "a whole number");
    }

    Duration seconds(String name) throws BadRequestException {
        JsonElement value = given.get(name);
        if (value == null) {
            throw missing(name);
        }
        if (value instanceof JsonPrimitive primitive
                && primitive.isNumber()
                && SECONDS.matcher(primitive.getAsString()).matches()) {
            return Duration.ofNanos(
                    new BigDecimal(primitive.getAsString()).movePointRight(9).longValueExact());
        }
        throw wrong(name, "a number of seconds, at most 999999999");
    }

    Path absolutePath(String name) throws BadRequestException {
        String text = text(name);
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new BadRequestException(
                    "'" + name + "' of the command '" + command + "' is not a path: " + e.getReason());
        }
        throw wrong(name, "an absolute path, since client and server may be in different folders");
    }

    List<String> texts(String name) throws BadRequestException {
        JsonElement value = given.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof JsonArray array)) {
            throw wrong(name, "an array of strings");
        }
        List<String> texts = new ArrayList<>();
        for (JsonElement element : array) {
            texts.add(text(name, element));
        }
        return texts;
    }

    Map<String, String> map(String name) throws BadRequestException {
        JsonElement value = given.get(name);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof JsonObject object)) {
            throw wrong(name, "an object whose values are strings");
        }
        Map<String, String> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
            map.put(entry.getKey(), text(name, entry.getValue()));
        }
        return map;
    }

    private String text(String name, JsonElement value) throws BadRequestException {
        if (value instanceof JsonPrimitive primitive && primitive.isString()) {
            return primitive.getAsString();
        }
        throw wrong(name, "a string, or of strings");
    }

    private BadRequestException missing(String name) {
        return new BadRequestException("the command '" + command + "' needs the argument '" + name + "'");
    }

    private BadRequestException wrong(String name, String expected) {
        return new BadRequestException(
                "the argument '" + name + "' of the command '" + command + "' must be " + expected);
    }
}
