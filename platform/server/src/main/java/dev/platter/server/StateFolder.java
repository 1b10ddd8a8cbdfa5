// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server;

import dev.platter.host.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The folder for data that outlives a server. It belongs to one server, which holds a lock on it while it runs. */
final class StateFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;

    private StateFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static StateFolder take(Path folder) throws RefusedException {
        FileChannel lock;
        try {
            Files.createDirectories(folder);
            lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new RefusedException(
                    "the state folder " + folder + " cannot be used (" + e
                            + "): make it writable, or name another folder as server.state",
                    e);
        }
        try {
            if (lock.tryLock() != null) {
                return new StateFolder(folder, lock);
            }
            lock.close();
        } catch (IOException e) {
            throw new RefusedException("the state folder " + folder + " cannot be locked (" + e + ")", e);
        } catch (OverlappingFileLockException e) {
            throw inUse(folder, e);
        }
        throw inUse(folder, null);
    }

    private static RefusedException inUse(Path folder, @Nullable Throwable cause) {
        String sentence = "another server uses the state folder " + folder
                + ": stop that one, or name another folder as server.state";
        return cause == null ? new RefusedException(sentence) : new RefusedException(sentence, cause);
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
