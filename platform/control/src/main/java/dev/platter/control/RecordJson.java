// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.platter.engine.parameters.DurationText;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Records as JSON objects, whose members are named after the components. Gson can do this too, but needs every package with
 * such a record opened to it.
 */
final class RecordJson {
    private RecordJson() {}

    /** Instants become RFC 3339, durations seconds, constants words, and what is absent {@code null}. */
    static JsonElement of(Object value) {
        return switch (value) {
            case Record _ -> object((Record) value);
            case Collection<?> elements -> array(elements);
            case Optional<?> optional -> optional.map(RecordJson::of).orElse(JsonNull.INSTANCE);
            case OptionalLong optional ->
                optional.isPresent() ? new JsonPrimitive(optional.getAsLong()) : JsonNull.INSTANCE;
            case Instant instant -> new JsonPrimitive(instant.toString());
            case Duration duration -> new JsonPrimitive(DurationText.seconds(duration));
            case Enum<?> constant ->
                new JsonPrimitive(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            case String text -> new JsonPrimitive(text);
            case Number number -> new JsonPrimitive(number);
            case Boolean flag -> new JsonPrimitive(flag);
            default -> throw new IllegalArgumentException(value.getClass() + " has no form in JSON");
        };
    }

    private static JsonArray array(Collection<?> elements) {
        var array = new JsonArray(elements.size());
        for (Object element : elements) {
            array.add(of(element));
        }
        return array;
    }

    private static JsonObject object(Record record) {
        var object = new JsonObject();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                object.add(component.getName(), of(component.getAccessor().invoke(record)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(record.getClass() + " must be public", e);
            }
        }
        return object;
    }
}
