// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The members of a JSON object in an answer. A member that does not match the protocol means that the server has another
 * version.
 */
final class Fields {
    private final JsonObject object;

    private Fields(JsonObject object) {
        this.object = object;
    }

    static Fields of(JsonElement element) throws Failure {
        if (element instanceof JsonObject object) {
            return new Fields(object);
        }
        throw strange("an object is missing where one should be");
    }

    static List<Fields> all(JsonElement element) throws Failure {
        if (!(element instanceof JsonArray array)) {
            throw strange("an array is missing where one should be");
        }
        List<Fields> all = new ArrayList<>();
        for (JsonElement each : array) {
            all.add(of(each));
        }
        return all;
    }

    static Failure strange(String what) {
        return new Failure(
                ExitStatus.TROUBLE,
                "the server's answer cannot be understood: " + what + "; is it a platterd of another version?");
    }

    String text(String name) throws Failure {
        JsonPrimitive value = primitive(name);
        if (!value.isString()) {
            throw strange("'" + name + "' is not a string");
        }
        return value.getAsString();
    }

    /** Empty if it is null. */
    Optional<String> optionalText(String name) throws Failure {
        return isNull(name) ? Optional.empty() : Optional.of(text(name));
    }

    boolean flag(String name) throws Failure {
        JsonPrimitive value = primitive(name);
        if (!value.isBoolean()) {
            throw strange("'" + name + "' is neither true nor false");
        }
        return value.getAsBoolean();
    }

    long number(String name) throws Failure {
        try {
            return Long.parseLong(primitive(name).getAsString());
        } catch (NumberFormatException e) {
            throw strange("'" + name + "' is not a whole number");
        }
    }

    /** Empty if it is null. */
    Optional<Double> optionalDecimal(String name) throws Failure {
        if (isNull(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Double.parseDouble(primitive(name).getAsString()));
        } catch (NumberFormatException e) {
            throw strange("'" + name + "' is not a number");
        }
    }

    Instant instant(String name) throws Failure {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw strange("'" + name + "' is not a time");
        }
    }

    List<String> texts(String name) throws Failure {
        if (!(object.get(name) instanceof JsonArray array)) {
            throw strange("'" + name + "' is not an array");
        }
        List<String> texts = new ArrayList<>();
        for (JsonElement element : array) {
            if (!(element instanceof JsonPrimitive value) || !value.isString()) {
                throw strange("'" + name + "' contains something that is not a string");
            }
            texts.add(value.getAsString());
        }
        return texts;
    }

    JsonElement element(String name) throws Failure {
        if (object.has(name)) {
            return object.get(name);
        }
        throw strange("there is no '" + name + "'");
    }

    boolean isNull(String name) {
        return object.has(name) && object.get(name).isJsonNull();
    }

    private JsonPrimitive primitive(String name) throws Failure {
        if (object.get(name) instanceof JsonPrimitive value) {
            return value;
        }
        throw strange("there is no '" + name + "'");
    }
}
