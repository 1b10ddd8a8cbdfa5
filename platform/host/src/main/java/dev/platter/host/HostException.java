package dev.platter.host;

import org.jspecify.annotations.Nullable;

/**
 * A plugin or filter that cannot be had. The message is one sentence for the user: who is at fault and what to do.
 *
 * @since 0.1
 */
public final class HostException extends Exception {
    HostException(String message) {
        super(message);
    }

    HostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
