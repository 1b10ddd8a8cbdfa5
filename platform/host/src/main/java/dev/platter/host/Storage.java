// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which the framework keeps its copies of installed bundles, for the time of one host.
 *
 * <p>Beside it lies a file that the host keeps locked. The system drops that lock with the process, however that ends, so
 * {@link AbandonedStorage} can tell a folder that is in use from one that was left behind; a process id could not, since
 * ids are given out again, and mean another process in each container. The lock is held before there is a folder: who
 * sees a folder and gets its lock knows that its host is dead.
 *
 * <p>The names need not be secret, as those of the JDK's temporary folders are, at the price of starting a security
 * provider: both file and folder are made anew or not at all, and only their owner may enter.
 */
final class Storage implements AutoCloseable {
    static final String PREFIX = "platter-host-";

    /** What the names of this process begin with. The time tells it from a dead one that had the same id. */
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

    /** Makes a folder among others, and clears away those that are abandoned. */
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
                    Files.createDirectory(folder, onlyForItsOwner(folder));
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
            // Another host of this process has it.
            return null;
        }
    }

    private static FileAttribute<?>[] onlyForItsOwner(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** The file that is locked as long as a folder is in use. */
    static Path lockOf(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".lock");
    }

    Path folder() {
        return folder;
    }

    /** Removes it, or says in the log why that cannot be done. */
    @Override
    public void close() {
        try (lock) {
            FileTree.delete(folder);
            // The folder went first: a lock alone means nothing to anybody.
            Files.delete(lockOf(folder));
        } catch (IOException e) {
            log.log(Level.WARNING, folder + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
