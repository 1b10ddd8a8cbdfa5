// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import java.io.IOException;

/** Decides which clients may open an export. Called by threads that may wait, any number at a time. */
@FunctionalInterface
public interface Admission {
    /** Every client may. */
    Admission OF_ALL = client -> {};

    /**
     * Looks at a client that wants to open the export, or to see it in a list.
     *
     * @param client the client, under the name that it asks for
     * @throws IOException if it may not; the client sees the message
     */
    void admit(Client client) throws IOException;
}
