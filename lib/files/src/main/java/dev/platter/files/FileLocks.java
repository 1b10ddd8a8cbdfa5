// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import dev.platter.api.Context;
import dev.platter.libc.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Lets an instance and other programs know of each other while they have a file open. The locks are QEMU's; see
 * {@link LockedFile}.
 *
 * <p><b>Each instance locks for itself.</b> Two exports of one file in the same server, or the old and the new version
 * of this plugin during a live upgrade, do not exclude each other: a lock counts as foreign only if no open file of
 * this process has it, which the system tells. So nothing is shared between instances.
 *
 * <p>An instance has one lock for a file, however many clients have it open.
 */
public final class FileLocks {
    private final LockMode mode;
    private final boolean insists;
    private final System.Logger log;
    private final Map<Object, LockedFile> locked = new HashMap<>();

    /**
     * Locks of one instance.
     *
     * @param mode what to do about other programs
     * @param insists whether a file that cannot be locked is refused
     * @param log takes the warnings
     */
    public FileLocks(LockMode mode, boolean insists, System.Logger log) {
        this.mode = mode;
        this.insists = insists;
        this.log = log;
    }

    /**
     * The locks that a user wants, or else those that are usual: in a service a file that another program uses is refused, and a
     * user who watches is warned.
     *
     * @param asked the parameter {@code lock}
     * @param access how files are opened
     * @param context of the instance
     * @return locks of the instance
     * @throws IOException if locks are insisted on that files opened in this way do not have
     */
    public static FileLocks of(Optional<LockMode> asked, Access access, Context context) throws IOException {
        boolean insists = asked.equals(Optional.of(LockMode.REQUIRE));
        if (insists && access != Access.LINUX) {
            throw new IOException("lock=require cannot be kept, since only Linux has locks that other programs see:"
                    + " leave it out");
        }
        LockMode usual = context.unattended() ? LockMode.REQUIRE : LockMode.WARN;
        return new FileLocks(asked.orElse(usual), insists, context.logger());
    }

    /**
     * Locks a file.
     *
     * @param path for messages
     * @param fd of the file, which stays open at least until this returns
     * @param write whether it was opened for writing
     * @return gives the lock back
     * @throws IOException if another program is in the way, and the mode is to refuse that
     */
    public synchronized Lease take(Path path, int fd, boolean write) throws IOException {
        if (mode == LockMode.NONE) {
            return Lease.NONE;
        }
        // By the descriptor: its path may lead to another file by now.
        Path open = Path.of("/proc/self/fd/" + fd);
        Object key;
        LockedFile file;
        try {
            key = Objects.requireNonNull(
                    Files.readAttributes(open, BasicFileAttributes.class).fileKey());
            LockedFile known = locked.get(key);
            file = known == null ? LockedFile.open(open) : known;
        } catch (IOException e) {
            return cannotLock(path, e.getMessage());
        }
        locked.put(key, file);
        if (file.covers(write)) {
            // Others have seen our locks since, so it is not asked again for each client.
            file.add(write);
            return () -> remove(key, file, write);
        }
        int refused = file.add(write);
        if (refused < 0 && refused != -Errno.EAGAIN) {
            remove(key, file, write);
            return cannotLock(path, Errno.sentence(-refused));
        }
        Optional<String> conflict = file.conflict(write);
        if (conflict.isPresent() && mode == LockMode.REQUIRE) {
            remove(key, file, write);
            throw new IOException(path + " " + conflict.get()
                    + ": end that program first, or use lock=none if the two of them get on with each other");
        }
        conflict.ifPresent(who -> log.log(
                System.Logger.Level.WARNING,
                "{0} {1}: data may be lost if both go on (lock=require refuses this, and lock=none says nothing)",
                path,
                who));
        return () -> remove(key, file, write);
    }

    /**
     * Goes on without a lock, or refuses that.
     *
     * @param path for messages
     * @param reason why the file cannot be locked
     * @return a lease of nothing
     * @throws IOException if locks are insisted on
     */
    public Lease cannotLock(Path path, String reason) throws IOException {
        if (mode != LockMode.NONE && insists) {
            throw new IOException(path + " cannot be locked, which lock=require demands: " + reason);
        }
        if (mode != LockMode.NONE) {
            log.log(System.Logger.Level.DEBUG, "{0} is not locked: {1}", path, reason);
        }
        return Lease.NONE;
    }

    private synchronized void remove(Object key, LockedFile file, boolean write) {
        if (file.remove(write)) {
            locked.remove(key);
        }
    }

    /** A lock that is given back. */
    @FunctionalInterface
    public interface Lease {
        /** No lock. */
        Lease NONE = () -> {};

        /** Gives it back; called once. */
        void release();
    }
}
