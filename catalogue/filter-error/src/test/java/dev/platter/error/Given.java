// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.error;

import dev.platter.api.parameters.Probability;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Parameters as a user would give them: the record has too many components for each test to list them. */
final class Given {
    private final Map<String, Object> values = new HashMap<>();

    private Given() {}

    static ErrorFilter.Config nothing() {
        return new Given().config();
    }

    /** Reads {@code key=value key=value}. */
    static ErrorFilter.Config parameters(String line) {
        Given given = new Given();
        for (String word : line.split(" ")) {
            String[] parts = word.split("=", 2);
            given.values.put(parts[0], value(parts[0], parts[1]));
        }
        return given.config();
    }

    private static Object value(String key, String text) {
        if (key.endsWith("-rate")) {
            return Probability.parse(text);
        }
        return key.endsWith("-file") ? Path.of(text) : ErrorName.parse(text);
    }

    private ErrorFilter.Config config() {
        values.putIfAbsent("error", ErrorName.parse("EIO"));
        values.putIfAbsent("error-rate", Probability.parse("0"));
        RecordComponent[] components = ErrorFilter.Config.class.getRecordComponents();
        Object[] arguments = Arrays.stream(components).map(this::argument).toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return ErrorFilter.Config.class.getDeclaredConstructor(types).newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private Object argument(RecordComponent component) {
        String key = component.getName().replaceAll("[A-Z]", "-$0").toLowerCase(Locale.ROOT);
        return component.getType() == Optional.class ? Optional.ofNullable(values.get(key)) : values.get(key);
    }
}
