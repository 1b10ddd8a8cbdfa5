// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import dev.platter.libc.Descriptors;
import dev.platter.libc.Errno;
import dev.platter.libc.OpenFileLocks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file with the locks that QEMU takes (raw_apply_lock_bytes in its block/file-posix.c). All are shared locks, which
 * never exclude each other: a program first takes its own, and then looks for those of others that do not go together
 * with what it does.
 *
 * <table>
 *   <caption>The bytes that stand for what a program does, and for what it wants nobody else to do</caption>
 *   <tr><th></th><th>does it</th><th>excludes it</th></tr>
 *   <tr><td>reading</td><td>100</td><td>200</td></tr>
 *   <tr><td>writing</td><td>101</td><td>201</td></tr>
 *   <tr><td>changing the size</td><td>103</td><td>203</td></tr>
 * </table>
 *
 * <p>A client that only reads wants its data to stay as it is, so it excludes writing too. It has an open file of its
 * own, which nothing else in this process refers to.
 */
final class LockedFile {
    private static final int READS = 100;
    private static final int WRITES = 101;
    private static final int RESIZES = 103;
    private static final int EXCLUDES_READING = 200;
    private static final int EXCLUDES_WRITING = 201;
    private static final int EXCLUDES_RESIZING = 203;

    private final int fd;
    private int users;
    private int writers;

    private LockedFile(int fd) {
        this.fd = fd;
    }

    /** Opens a file, without a lock. */
    static LockedFile open(Path path) throws IOException {
        int fd = Descriptors.open(path, false);
        if (fd < 0) {
            throw new IOException(Errno.sentence(-fd));
        }
        return new LockedFile(fd);
    }

    /** Whether the locks for one more user are there already. */
    boolean covers(boolean write) {
        return write ? writers > 0 : users > 0;
    }

    /**
     * Takes the locks for one more user.
     *
     * @return 0, or a negated errno; to be followed by {@link #remove} in either case
     */
    int add(boolean write) {
        users++;
        writers += write ? 1 : 0;
        int result = 0;
        if (users == 1) {
            result = share(READS, share(EXCLUDES_WRITING, share(EXCLUDES_RESIZING, result)));
        }
        return write && writers == 1 ? share(WRITES, result) : result;
    }

    private int share(int at, int before) {
        int result = OpenFileLocks.share(fd, at);
        return before < 0 ? before : result;
    }

    /** Who else uses the file in a way that does not go together with reading, or writing. */
    Optional<String> conflict(boolean write) {
        Optional<String> writer = other(WRITES, "writes to it").or(() -> other(RESIZES, "changes its size"));
        Optional<String> excluding = writer.or(() -> other(EXCLUDES_READING, "uses it and lets nobody else read it"));
        return write
                ? excluding.or(() -> other(EXCLUDES_WRITING, "reads it and lets nobody else write to it"))
                : excluding;
    }

    private Optional<String> other(int at, String deed) {
        return OpenFileLocks.isHeldByOther(fd, at) == 0
                ? Optional.empty()
                : LockOwners.foreign(fd, at).map(who -> "is in use: " + who + " " + deed);
    }

    /**
     * Gives back the locks of one user.
     *
     * @return whether it was the last one, and the file is closed
     */
    boolean remove(boolean write) {
        users--;
        writers -= write ? 1 : 0;
        if (users == 0) {
            Descriptors.close(fd);
            return true;
        }
        if (write && writers == 0) {
            OpenFileLocks.release(fd, WRITES);
        }
        return false;
    }
}
