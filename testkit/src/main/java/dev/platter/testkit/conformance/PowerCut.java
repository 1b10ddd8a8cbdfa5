// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import java.io.IOException;

/** Cuts the power of storage: for plugins whose storage can be told to forget everything that is not durable. */
@FunctionalInterface
public interface PowerCut {
    /**
     * Forgets everything that was neither flushed nor written with FUA. Called between two lives of the plugin.
     *
     * @throws IOException if that cannot be done
     */
    void cut() throws IOException;
}
