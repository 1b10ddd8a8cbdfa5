// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;

/**
 * Is told how a request ended, exactly once.
 *
 * @param <R> the result of a successful answer
 */
interface Ending<R> {
    void succeeded(R result);

    void failed(IOException error);

    /** Is told that the request's payload is no longer needed: it was sent, or never will be. */
    default void sent() {}
}
