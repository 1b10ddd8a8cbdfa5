// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The rest of the chain behind a filter, not opened yet. All methods may be called any number of times, on any thread
 * that may wait.
 *
 * @since 0.1
 */
@ProviderType
public interface Opener {
    /**
     * Opens the disk behind the filter.
     *
     * @param client the client to open it for; give {@link Client#withExportName} to open under another name and
     *     {@link Client#asReadOnly} to open read-only
     * @return the disk, which the caller closes exactly once. Its {@link Features} count as native what the server
     *     emulates; a feature that the disk lacks fails with {@code ENOTSUP}
     * @throws IOException if the plugin or a filter on the way refuses
     */
    Disk open(Client client) throws IOException;

    /**
     * Lists the exports behind the filter.
     *
     * @param client the client that asks
     * @return the exports, possibly none
     * @throws IOException if the plugin or a filter on the way refuses
     */
    List<Export> exports(Client client) throws IOException;

    /**
     * The name behind the filter that the empty name stands for.
     *
     * @param client the client that asks
     * @return the name, possibly empty
     * @throws IOException if the plugin or a filter on the way refuses
     */
    String defaultExport(Client client) throws IOException;
}
