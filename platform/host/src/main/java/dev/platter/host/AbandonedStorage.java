// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

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
 * The folders of hosts whose process was killed. Whatever is in doubt stays: a folder of another user's, and one without
 * its lock, which somebody else has begun to clear away.
 */
final class AbandonedStorage {
    private final Path alive;
    private final String mine;
    private final System.Logger log;

    /**
     * @param alive the folder of a host of this process
     * @param mine what the names of all hosts of this process begin with. They are not looked at: to close a file drops
     *     every lock that the process has on it
     * @param log is told of what cannot be removed
     */
    AbandonedStorage(Path alive, String mine, System.Logger log) {
        this.alive = alive;
        this.mine = mine;
        this.log = log;
    }

    /** Removes those beside the living one. What hinders that hinders nobody from serving. */
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

    /** Whether the same user has made it: in a folder for temporary files anybody may lay out anything. */
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
