// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import java.io.IOException;

/** Decides which clients may open an export. Called by threads that may wait, and by several at a time. */
@FunctionalInterface
public interface Admission {
    /** Admits every client. */
    Admission OF_ALL = client -> {};

    /**
     * Decides about a client that wants to open the export, or to see it in a list.
     *
     * @param client the client, with the export name that it asks for
     * @throws IOException if the client may not open the export; the client sees the message
     */
    void admit(Client client) throws IOException;
}
