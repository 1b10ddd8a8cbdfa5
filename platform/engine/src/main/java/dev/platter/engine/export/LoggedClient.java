// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;

/** A client whose connection has a log. The same client with another name, or read-only, has the same log. */
public interface LoggedClient extends Client {
    /**
     * The log of its connection.
     *
     * @return a logger, for any thread
     */
    System.Logger log();
}
