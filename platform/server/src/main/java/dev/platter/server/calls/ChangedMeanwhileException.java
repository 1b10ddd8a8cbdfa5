// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.calls;

/** While a change waited for a plugin, another one was made: the change must begin again, from what is served now. */
public final class ChangedMeanwhileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChangedMeanwhileException() {
        super("the server has changed meanwhile", null, false, false);
    }
}
