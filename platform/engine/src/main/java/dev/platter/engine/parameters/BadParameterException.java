// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that a user wrote cannot be used. The message is complete: it says which plugin or filter it is about,
 * and what to do.
 */
public final class BadParameterException extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable String key;

    /** Reports the parameters together, or a parameter that is missing. */
    BadParameterException(String message) {
        this(message, null, null);
    }

    /** Reports a parameter that was written. */
    BadParameterException(String message, @Nullable String key) {
        this(message, key, null);
    }

    /**
     * Reports one parameter, with the failure behind it.
     *
     * @param cause set if the fault is the plugin's own, so that its author needs the stack trace
     */
    BadParameterException(String message, @Nullable String key, @Nullable Throwable cause) {
        super(message, cause);
        this.key = key;
    }

    /**
     * The parameter that is wrong, so that a message can be shown beside it.
     *
     * @return its key as it was written; empty if it is not a single one
     */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }
}
