// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd.library;

import dev.platter.api.DiskException;
import dev.platter.libc.Errno;
import dev.platter.nbd.NbdError;

/** A call of Ceph's libraries has failed. */
public final class CephException extends DiskException {
    private static final long serialVersionUID = 1L;

    /** What the cluster answers a client that it has blocklisted. */
    private static final int ESHUTDOWN = 108;

    /** What it answers a write that a full cluster has no room for; beyond a quota it is EDQUOT. */
    private static final int ENOSPC = 28;

    private final int errno;

    /**
     * Makes an exception.
     *
     * @param errno not negated
     * @param what was tried, in words
     */
    public CephException(int errno, String what) {
        super(
                errno == ESHUTDOWN ? NbdError.ESHUTDOWN : Errno.toNbd(errno),
                what + ": "
                        + (errno == ESHUTDOWN
                                ? "the cluster takes nothing from this server any more (it is blocklisted): another"
                                        + " one has taken over its images"
                                : Errno.sentence(errno)));
        this.errno = errno;
    }

    /**
     * The same failure in other words.
     *
     * @param reason what the library has said
     * @param message the words
     */
    public CephException(CephException reason, String message) {
        super(reason.error(), message, reason);
        errno = reason.errno;
    }

    /**
     * Throws if a call has failed.
     *
     * @param result of the call
     * @param what was tried, in words
     * @throws CephException if the result is negative
     */
    static int check(int result, String what) throws CephException {
        if (result < 0) {
            throw new CephException(-result, what);
        }
        return result;
    }

    /** {@return the error's number, as Linux has it} */
    public int errno() {
        return errno;
    }

    /** {@return whether the cluster has blocklisted this client} */
    public boolean isBlocklisted() {
        return errno == ESHUTDOWN;
    }

    /** {@return whether the cluster is full; a quota that is reached does not count} */
    public boolean isFull() {
        return errno == ENOSPC;
    }

    /** {@return whether what was named is not there} */
    public boolean isAbsent() {
        return errno == Errno.ENOENT;
    }
}
