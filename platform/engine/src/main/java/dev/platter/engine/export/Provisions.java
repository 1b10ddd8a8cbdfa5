// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.engine.resources.MemoryShare;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a server has for the members of one chain. It is asked when a member first needs it, on any thread. The defaults
 * are for chains that are not part of a whole server.
 */
public interface Provisions {
    /**
     * The folder in which members get temporary folders of their own.
     *
     * @return a folder that exists; by default the system's folder for temporary files
     * @throws IOException if it cannot be made
     */
    default Path temporary() throws IOException {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /**
     * The folder in which members get folders that stay.
     *
     * @return a folder that need not exist and belongs to the chain's export; empty, the default, if nothing stays
     */
    default Optional<Path> persistent() {
        return Optional.empty();
    }

    /**
     * Whether the server is a service that nobody watches; see {@link dev.platter.api.Context#unattended}.
     *
     * @return false, the default, for a run that a user has started
     */
    default boolean unattended() {
        return false;
    }

    /**
     * A new share in the memory that members may hold.
     *
     * @return the share of one member, which closes it; by default it is not limited
     */
    default MemoryShare memory() {
        return MemoryShare.UNLIMITED;
    }
}
