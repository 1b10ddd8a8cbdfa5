// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import dev.platter.api.parameters.KeyValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A component of a record of parameters.
 *
 * @param description what users are told of it
 * @param shape how many values it takes
 * @param type what each of them is; of no concern to {@link Shape#REST}
 */
record Component(ParameterDescription description, Shape shape, ValueType type) {
    /** How many values a component takes, and what becomes of none. */
    enum Shape {
        SINGLE,
        OPTIONAL,
        LIST,
        REST
    }

    String key() {
        return description.key();
    }

    /** Whether this is the place of a key that no other component has. */
    boolean isRest() {
        return shape == Shape.REST;
    }

    boolean isNamed(String key) {
        return !isRest() && key().equals(key);
    }

    /**
     * What the record's constructor gets.
     *
     * @param given what a user wrote for this component, in order; not empty if it is required
     * @param base the absolute folder that relative paths begin at
     * @throws IllegalArgumentException if a text is no value of this type; the message begins with key and value
     */
    Object value(List<KeyValue> given, Path base) {
        if (isRest()) {
            return writtenIn(base, given);
        }
        List<Object> values = new ArrayList<>(given.size());
        for (KeyValue pair : given) {
            values.add(parse(pair.value(), base));
        }
        if (given.isEmpty() && description.defaultValue().isPresent()) {
            values.add(parse(description.defaultValue().get(), base));
        }
        return switch (shape) {
            case LIST -> List.copyOf(values);
            case OPTIONAL -> values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
            default -> values.getFirst();
        };
    }

    /** Nobody can tell yet which of them are paths, so each of them knows its folder. */
    private static List<KeyValue> writtenIn(Path base, List<KeyValue> given) {
        List<KeyValue> written = new ArrayList<>(given.size());
        for (KeyValue pair : given) {
            written.add(new KeyValue(pair.key(), pair.value(), base));
        }
        return List.copyOf(written);
    }

    private Object parse(String text, Path base) {
        try {
            return type.parse(text, base);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(shown(text) + ": " + e.getMessage(), e);
        }
    }

    /** The parameter as it was written, unless nobody may see it. */
    String shown(String text) {
        return key() + "=" + (type.secret() ? "***" : text);
    }

    /** Whether nobody may see its value. */
    boolean isSecret() {
        return type.secret();
    }
}
