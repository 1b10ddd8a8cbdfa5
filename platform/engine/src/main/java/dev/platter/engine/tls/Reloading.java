// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import dev.platter.credentials.CredentialException;
import java.nio.file.Path;
import java.util.List;

/**
 * A value that is loaded from files, and loaded again when they have changed. If that fails, the failure is logged
 * once, and the present value stays in use until the files change again: a server must not turn clients away while an
 * administrator is copying a new certificate. May be used by any thread that may wait; each call looks at the files.
 *
 * @param <T> the type of the value
 */
final class Reloading<T> {
    /** Reads the files. */
    interface Loader<T> {
        T load() throws CredentialException;
    }

    private final List<Path> files;
    private final Loader<T> loader;
    private final System.Logger logger;
    private List<FileStamp> stamps;
    private T current;

    /** Loads the value for the first time, which must succeed. */
    Reloading(List<Path> files, Loader<T> loader, System.Logger logger) throws CredentialException {
        this.files = List.copyOf(files);
        this.loader = loader;
        this.logger = logger;
        stamps = stamps();
        current = loader.load();
    }

    synchronized T get() {
        // The stamps are taken before the files are read, so a change in the meantime is seen by the next call.
        List<FileStamp> now = stamps();
        if (!now.equals(stamps)) {
            stamps = now;
            try {
                current = loader.load();
                logger.log(System.Logger.Level.DEBUG, "TLS: from now on uses the changed " + files.getFirst());
            } catch (CredentialException e) {
                logger.log(System.Logger.Level.ERROR, "TLS: the earlier credentials stay in use: " + e.getMessage());
            }
        }
        return current;
    }

    private List<FileStamp> stamps() {
        return files.stream().map(FileStamp::of).toList();
    }
}
