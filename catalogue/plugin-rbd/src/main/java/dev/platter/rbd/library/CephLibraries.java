// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd.library;

import dev.platter.libc.ForeignLibrary;
import dev.platter.libc.Linux;
import java.io.IOException;

/** Ceph's libraries, which are not part of this program. */
public final class CephLibraries {
    private static final String RADOS = "librados.so.2";
    private static final String RBD = "librbd.so.1";

    private CephLibraries() {}

    /**
     * Loads both, or says what to install. To be called before anything else of this package.
     *
     * @throws IOException if one is missing, or this is not Linux
     */
    public static void require() throws IOException {
        if (!Linux.isHere()) {
            throw new IOException("images of Ceph can only be served on Linux: librbd exists nowhere else");
        }
        try {
            ForeignLibrary.load(RADOS);
            ForeignLibrary.load(RBD);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; install Ceph's client, the packages librbd1 and librados2", e);
        }
    }

    /** A library that {@link #require} has loaded before. */
    static ForeignLibrary loaded(String file) {
        try {
            return ForeignLibrary.load(file);
        } catch (IOException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
