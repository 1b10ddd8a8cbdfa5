// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import java.io.IOException;

/** Takes the current away from storage: for plugins whose storage can be told to forget what is not durable. */
@FunctionalInterface
public interface PowerCut {
    /**
     * Forgets whatever was neither flushed nor written with FUA. Called between two lives of the plugin.
     *
     * @throws IOException if that cannot be done
     */
    void cut() throws IOException;
}
