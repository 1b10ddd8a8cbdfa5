// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Properties that the user has set, in order; of several values of one property the last counts.
 *
 * @param values valid texts by the properties' names
 */
public record Settings(Map<String, String> values) {
    /** Copies the values and keeps their order. */
    public Settings {
        values = new LinkedHashMap<>(values);
    }

    /**
     * A property as text.
     *
     * @param property its name
     * @return empty if it is not set
     */
    public Optional<String> text(String property) {
        return Optional.ofNullable(values.get(property));
    }

    /**
     * A property as a number.
     *
     * @param property its name
     * @param otherwise what holds if it is not set
     * @return the number
     */
    public int number(String property, int otherwise) {
        return text(property).map(Integer::parseInt).orElse(otherwise);
    }

    /**
     * A property as a flag.
     *
     * @param property its name
     * @return whether it is set to true
     */
    public boolean flag(String property) {
        return text(property).map(Boolean::parseBoolean).orElse(false);
    }

    /** {@return the property path, if it is set} */
    public Optional<Path> path() {
        return text("path").map(Path::of);
    }
}
