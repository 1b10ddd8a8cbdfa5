// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.nio.file.Path;

/** What one value of a parameter is: how it looks and how it is read. */
interface ValueType {
    /**
     * How a value looks in help: {@code SIZE}, {@code true|false}.
     *
     * @return one word
     */
    String syntax();

    /**
     * Reads a value.
     *
     * @param text what a user wrote
     * @param base the absolute folder that relative paths begin at
     * @return the value, of the class that the record's component has
     * @throws IllegalArgumentException if the text is no such value; the message is a sentence for the user
     */
    Object parse(String text, Path base);

    /** Whether a value must not be repeated in a message. */
    default boolean secret() {
        return false;
    }
}
