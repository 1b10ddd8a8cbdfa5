// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is behind a filter, not opened yet. All methods may be called on any thread that may wait, any number of times.
 *
 * @since 0.1
 */
@ProviderType
public interface Opener {
    /**
     * Opens what is behind.
     *
     * @param client for whom; give {@link Client#withExportName} to open under another name and
     *     {@link Client#asReadOnly} to open read-only
     * @return the disk, which the caller closes exactly once. What the server emulates for it, its {@link Features}
     *     call native; what they lack fails with {@code ENOTSUP}
     * @throws IOException if what is behind refuses
     */
    Disk open(Client client) throws IOException;

    /**
     * Lists the exports of what is behind.
     *
     * @param client for whom
     * @return the exports, possibly none
     * @throws IOException if what is behind refuses
     */
    List<Export> exports(Client client) throws IOException;

    /**
     * Asks what the empty name stands for.
     *
     * @param client for whom
     * @return the name, possibly empty
     * @throws IOException if what is behind refuses
     */
    String defaultExport(Client client) throws IOException;
}
