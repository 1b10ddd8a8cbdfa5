// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.io.IOException;

/** A jar is larger than {@link JarLimits} allow; the message says which, both numbers, and what to do. */
final class JarTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    JarTooLargeException(String message) {
        super(message);
    }
}
