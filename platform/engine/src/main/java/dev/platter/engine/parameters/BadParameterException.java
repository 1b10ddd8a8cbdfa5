// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says that the parameters which somebody wrote cannot be used. The message is whole: it says whose and what to do. */
public final class BadParameterException extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable String key;

    /** Blames the parameters together, or one that was not written. */
    BadParameterException(String message) {
        this(message, null, null);
    }

    /** Blames one of those that were written. */
    BadParameterException(String message, @Nullable String key) {
        this(message, key, null);
    }

    /**
     * Blames one parameter, with the failure behind it.
     *
     * @param cause set where it is a plugin's own fault and somebody will have to look at it
     */
    BadParameterException(String message, @Nullable String key, @Nullable Throwable cause) {
        super(message, cause);
        this.key = key;
    }

    /**
     * The parameter to blame, so that a message can be placed.
     *
     * @return a key as it was written; empty if no single one is to blame
     */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }
}
