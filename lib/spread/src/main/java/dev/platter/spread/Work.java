// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.spread;

import java.io.IOException;

/** Work on a part of a request. */
@FunctionalInterface
public interface Work {
    /**
     * Does it.
     *
     * @param index where the part begins, in bytes from the beginning of the request
     * @param length how many bytes it has, at least 1
     * @throws IOException if the request fails
     */
    void on(int index, int length) throws IOException;
}
