// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio;

import com.sun.jna.NativeLibrary;
import dev.platter.peers.Peer;
import java.nio.file.Path;

/** The libblkio of the system that the foreign programs come from. */
final class InstalledLibrary {
    private static final String NAME = "libblkio.so.1";

    /** As long as it is loaded, JNA keeps a thread, which would seem to be left behind by the plugin. */
    private static NativeLibrary loaded;

    private InstalledLibrary() {}

    /**
     * Makes this process find the library.
     *
     * @param neighbour a program of the same system
     * @param folder takes a copy
     */
    static synchronized void provide(Peer neighbour, Path folder) {
        if (loaded != null) {
            return;
        }
        neighbour.copyLibrary(NAME, folder);
        NativeLibrary.addSearchPath(NAME, folder.toString());
        loaded = NativeLibrary.getInstance(NAME);
    }
}
