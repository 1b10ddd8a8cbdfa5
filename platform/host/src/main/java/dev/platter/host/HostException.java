// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import org.jspecify.annotations.Nullable;

/**
 * A plugin or filter that cannot be had. The message is one sentence for the user: who is at fault and what to do.
 *
 * @since 0.1
 */
public final class HostException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message a sentence for people
     */
    public HostException(String message) {
        super(message);
    }

    /**
     * Says what is wrong, with the failure behind it.
     *
     * @param message a sentence for people
     * @param cause the failure
     */
    public HostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
