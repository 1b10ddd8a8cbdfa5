// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

import java.util.Optional;

/** The types of properties, in libblkio's words. */
public enum PropertyType {
    TEXT("any text"),
    FLAG("true or false"),
    NUMBER("a signed 32-bit integer"),
    LONG("an unsigned 64-bit integer");

    private final String words;

    PropertyType(String words) {
        this.words = words;
    }

    /**
     * What is wrong with a value.
     *
     * @param value as a user has written it
     * @return what it must be; empty if nothing is wrong
     */
    public Optional<String> complaint(String value) {
        return isValid(value) ? Optional.empty() : Optional.of("must be " + words + ", not " + value);
    }

    private boolean isValid(String value) {
        try {
            switch (this) {
                case TEXT -> {}
                case FLAG -> {
                    return value.equals("true") || value.equals("false");
                }
                case NUMBER -> Integer.parseInt(value);
                case LONG -> Long.parseUnsignedLong(value);
            }
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
