// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.error;

import dev.platter.api.parameters.KeyValue;
import dev.platter.engine.parameters.BadParameterException;
import dev.platter.engine.parameters.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A filter with parameters as a user would give them: there are too many for each test to list them. */
final class Given {
    private Given() {}

    static ErrorFilter nothing() {
        return made(List.of());
    }

    /** Reads {@code key=value key=value}. */
    static ErrorFilter parameters(String line) {
        return made(Stream.of(line.split(" "))
                .map(word -> word.split("=", 2))
                .map(parts -> new KeyValue(parts[0], parts[1]))
                .toList());
    }

    private static ErrorFilter made(List<KeyValue> given) {
        try {
            return Schema.of(ErrorFilter.class).construct(given, Path.of(""));
        } catch (BadParameterException e) {
            throw new AssertionError(e);
        }
    }
}
