// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.nio.file.Path;

/** The type of a parameter's value: its syntax and its parser. */
interface ValueType {
    /**
     * The syntax of a value in help: {@code SIZE}, {@code true|false}.
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
     * @throws IllegalArgumentException if the text is not such a value; the message is a sentence for the user
     */
    Object parse(String text, Path base);

    /** Whether a value must not be shown in a message. */
    default boolean secret() {
        return false;
    }
}
