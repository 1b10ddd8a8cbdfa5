// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api.parameters;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A parameter that the schema does not name, see {@link Parameter#rest()}. Immutable.
 *
 * @param key the key as written
 * @param value the value as written
 * @param folder the absolute folder that relative paths in the value begin at: the working folder of a command line, or
 *     the folder of a configuration file
 * @since 0.1
 */
public record KeyValue(String key, String value, Path folder) {
    /**
     * Makes the folder absolute.
     */
    public KeyValue {
        folder = folder.toAbsolutePath();
    }

    /**
     * A parameter that was written in the working folder of this process.
     *
     * @param key the key as written
     * @param value the value as written
     */
    public KeyValue(String key, String value) {
        this(key, value, Path.of(""));
    }

    /**
     * The value as a path, which the server can still open after it has changed its working folder.
     *
     * @return the absolute path; nothing else is done to it
     * @throws ParameterException if the value is not a path; the message says why
     */
    public Path path() {
        if (value.isEmpty()) {
            throw new ParameterException(key, "a path cannot be empty (write . for the current folder)");
        }
        try {
            return folder.resolve(value);
        } catch (InvalidPathException e) {
            throw new ParameterException(key, "could not parse path: " + value + " (" + e.getReason() + ")");
        }
    }

    @Override
    public String toString() {
        return key + "=" + value;
    }
}
