// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import com.github.luben.zstd.util.Native;
import java.io.IOException;

/** The library that zstd-jni brings along for some systems, and loads when it is first used. */
final class NativeLibrary {
    private NativeLibrary() {}

    /**
     * Loads the library, unless it is there.
     *
     * @throws IOException if there is none for this system, or it cannot be copied to where it is loaded from. Otherwise the first
     *     call would fail with an error, and all others with another one that does not tell why
     */
    static void require() throws IOException {
        try {
            Native.load();
        } catch (LinkageError | RuntimeException e) {
            throw new IOException(
                    "the library of zstd cannot be loaded for " + System.getProperty("os.name") + " on "
                            + System.getProperty("os.arch") + ": "
                            + String.valueOf(e.getMessage()).replace('\n', ' '),
                    e);
        }
    }
}
