// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import java.nio.file.Path;
import java.util.List;

/**
 * Something that is made of files and made anew once they have changed. If that fails, which is logged once, what there is
 * stays in use until the files change again: a server must not turn its clients away because somebody is just copying a new
 * certificate. Any thread may ask; the files are looked at each time, so not an event loop.
 *
 * @param <T> what is made
 */
final class Reloading<T> {
    /** Reads the files. */
    interface Loader<T> {
        T load() throws TlsException;
    }

    private final List<Path> files;
    private final Loader<T> loader;
    private final System.Logger logger;
    private List<FileStamp> stamps;
    private T current;

    /** Makes it for the first time, which must succeed. */
    Reloading(List<Path> files, Loader<T> loader, System.Logger logger) throws TlsException {
        this.files = List.copyOf(files);
        this.loader = loader;
        this.logger = logger;
        stamps = stamps();
        current = loader.load();
    }

    synchronized T get() {
        // Taken before the files are read: what changes meanwhile is seen the next time.
        List<FileStamp> now = stamps();
        if (!now.equals(stamps)) {
            stamps = now;
            try {
                current = loader.load();
                logger.log(System.Logger.Level.DEBUG, "TLS: took the changed " + files.getFirst());
            } catch (TlsException e) {
                logger.log(System.Logger.Level.ERROR, "TLS: what was read before stays in use: " + e.getMessage());
            }
        }
        return current;
    }

    private List<FileStamp> stamps() {
        return files.stream().map(FileStamp::of).toList();
    }
}
