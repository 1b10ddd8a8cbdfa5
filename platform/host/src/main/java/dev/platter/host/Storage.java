// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import dev.platter.engine.files.FileTree;
import dev.platter.engine.files.OwnerOnly;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder for the framework's copies of installed bundles. It exists as long as its host.
 *
 * <p>The host keeps a file beside the folder locked. The system releases the lock when the process ends in any way, so
 * {@link AbandonedStorage} can tell a folder in use from an abandoned one. Process ids would not do: they are reused, and mean
 * different processes in different containers. The lock is taken before the folder is created: a process that sees a folder and
 * gets its lock knows that the folder's host is dead.
 *
 * <p>The names need not be secret. The JDK's temporary folders have secret names, at the cost of starting a security provider.
 * Here both file and folder are always new, or creating them fails, and only their owner may enter the folder.
 */
final class Storage implements AutoCloseable {
    static final String PREFIX = "platter-host-";

    /** The prefix of the names of this process. The time distinguishes it from a dead process with the same id. */
    private static final String MINE =
            PREFIX + ProcessHandle.current().pid() + "-" + Long.toString(System.currentTimeMillis(), 36) + "-";

    private final Path folder;
    private final FileChannel lock;
    private final System.Logger log;

    private Storage(Path folder, FileChannel lock, System.Logger log) {
        this.folder = folder;
        this.lock = lock;
        this.log = log;
    }

    /** Creates a folder in the cache, and removes abandoned ones. */
    static Storage in(Path cache, System.Logger log) throws RefusedException {
        try {
            Files.createDirectories(cache);
            Storage storage = make(cache, log);
            new AbandonedStorage(storage.folder, MINE, log).clear();
            return storage;
        } catch (IOException e) {
            throw new RefusedException(
                    "no folder can be made for loaded bundles in " + cache + " (" + e
                            + "): make it writable, or name another for temporary files",
                    e);
        }
    }

    private static Storage make(Path cache, System.Logger log) throws IOException {
        for (int number = 0; ; number++) {
            Path folder = cache.resolve(MINE + number);
            @Nullable FileChannel lock = created(lockOf(folder));
            if (lock != null) {
                try {
                    lock.lock();
                    Files.createDirectory(folder, OwnerOnly.folder(folder));
                    return new Storage(folder, lock, log);
                } catch (IOException e) {
                    lock.close();
                    Files.delete(lockOf(folder));
                    throw e;
                }
            }
        }
    }

    private static @Nullable FileChannel created(Path lock) throws IOException {
        try {
            return FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            // Another host of this process has this name.
            return null;
        }
    }

    /** The file that is locked while a folder is in use. */
    static Path lockOf(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".lock");
    }

    Path folder() {
        return folder;
    }

    /** Removes the folder, or logs why this fails. */
    @Override
    public void close() {
        try (lock) {
            FileTree.delete(folder);
            // The folder is removed first: a lock file without a folder is ignored.
            Files.delete(lockOf(folder));
        } catch (IOException e) {
            log.log(Level.WARNING, folder + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
