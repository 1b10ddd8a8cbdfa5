// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.credentials;

import java.io.IOException;
import java.io.Serial;

/**
 * Its message says in one sentence which file of certificates or keys cannot be used, why, and what to do. It never
 * quotes a key.
 */
public final class CredentialException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception.
     *
     * @param sentence the message
     */
    public CredentialException(String sentence) {
        super(sentence);
    }

    /**
     * Creates an exception.
     *
     * @param sentence the message
     * @param cause what went wrong; its message must not quote a key
     */
    public CredentialException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
