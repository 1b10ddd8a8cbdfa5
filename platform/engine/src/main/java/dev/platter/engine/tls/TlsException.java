// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import java.io.IOException;
import java.io.Serial;

/**
 * Its message says in one sentence which file of certificates or keys cannot be used, why, and what to do. It never
 * quotes a key.
 */
public final class TlsException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    TlsException(String sentence) {
        super(sentence);
    }

    TlsException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
