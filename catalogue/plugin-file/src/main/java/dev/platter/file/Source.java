// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.file;

import dev.platter.api.Export;
import dev.platter.files.Access;
import dev.platter.files.OpenFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What the parameters say is served: where the file of an export is found. May be asked by many threads at a time. */
interface Source {
    /**
     * Checks at the start that it is there.
     *
     * @throws IOException if it is not, or cannot be served; the message names it and says what to do
     */
    void check() throws IOException;

    /**
     * Opens a file for a client.
     *
     * @param access how to open it
     * @param exportName the name that the client has asked for
     * @param write whether it will be written to; see {@link Access#open}
     * @throws IOException if there is no such file, or it cannot be served
     */
    OpenFile open(Access access, String exportName, boolean write) throws IOException;

    /**
     * The exports that a client is shown; empty if every name stands for the same file.
     *
     * @throws IOException if they cannot be listed
     */
    default Optional<List<Export>> exports() throws IOException {
        return Optional.empty();
    }
}
