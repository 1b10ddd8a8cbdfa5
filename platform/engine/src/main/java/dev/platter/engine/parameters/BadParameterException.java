// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import org.jspecify.annotations.Nullable;

/** Says that the parameters which somebody wrote cannot be used. The message is whole: it says whose and what to do. */
public final class BadParameterException extends Exception {
    private static final long serialVersionUID = 1L;

    BadParameterException(String message) {
        super(message);
    }

    /** With the failure behind it, where that is a plugin's own fault and somebody will have to look at it. */
    BadParameterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
