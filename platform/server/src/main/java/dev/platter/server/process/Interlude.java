// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.process;

import dev.platter.host.RefusedException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a server does when new chains are prepared and none of them has started: one that begins binds its sockets, and gives up
 * the privileges that it needs no longer.
 */
@FunctionalInterface
public interface Interlude {
    /** Nothing. */
    Interlude NONE = _ -> {};

    /**
     * Does it. A change that begins anew runs it again.
     *
     * @param files what the preparation has made and the chains need later: files, and folders with all that is in them
     * @throws RefusedException if it fails; then nothing is started
     */
    void run(List<Path> files) throws RefusedException;
}
