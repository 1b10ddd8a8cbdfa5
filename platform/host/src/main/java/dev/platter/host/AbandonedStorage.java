// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import dev.platter.engine.files.FileTree;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Removes the folders of hosts whose process was killed. In doubt a folder stays: if it belongs to another user, or has no lock
 * file, since another process has then begun to remove it.
 */
final class AbandonedStorage {
    private final Path alive;
    private final String mine;
    private final System.Logger log;

    /**
     * @param alive the folder of a host of this process
     * @param mine the prefix of the folders of all hosts of this process. Their lock files are not opened: closing a file drops
     *     every lock that the process holds on it
     * @param log receives the folders that cannot be removed
     */
    AbandonedStorage(Path alive, String mine, System.Logger log) {
        this.alive = alive;
        this.mine = mine;
        this.log = log;
    }

    /** Removes abandoned folders beside the living one. Failures are logged and do not prevent serving. */
    void clear() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(alive.getParent())) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.startsWith(Storage.PREFIX) && !name.startsWith(mine)) {
                    clear(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            log.log(Level.DEBUG, alive.getParent() + " cannot be searched for abandoned folders: " + e.getMessage());
        }
    }

    private void clear(Path folder) {
        try {
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && isOurs(folder)) {
                clearUnlessLocked(folder, Storage.lockOf(folder));
            }
        } catch (NoSuchFileException e) {
            log.log(Level.DEBUG, folder + " was cleared away by another");
        } catch (IOException e) {
            log.log(Level.WARNING, folder + ", left by a server that was killed, cannot be removed: " + e.getMessage());
        }
    }

    /** Whether a folder belongs to the same user: in a folder for temporary files every user can create anything. */
    private boolean isOurs(Path folder) throws IOException {
        return Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(alive));
    }

    private void clearUnlessLocked(Path folder, Path lock) throws IOException {
        try (FileChannel file = FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (file.tryLock() != null) {
                FileTree.delete(folder);
                Files.delete(lock);
                log.log(Level.DEBUG, "cleared " + folder + ", left by a server that was killed");
            }
        }
    }
}
