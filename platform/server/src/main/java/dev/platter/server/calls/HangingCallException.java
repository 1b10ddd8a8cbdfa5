// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.calls;

import dev.platter.host.RefusedException;

/** A call has lasted too long and was abandoned: it may still be under way, and what it works on must not be touched. */
public final class HangingCallException extends RefusedException {
    private static final long serialVersionUID = 1L;

    HangingCallException(String message) {
        super(message);
    }
}
