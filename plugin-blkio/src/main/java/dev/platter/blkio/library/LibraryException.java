// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.library;

import java.io.IOException;

/** A call of the library has failed. */
final class LibraryException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    private LibraryException(int errno, String message) {
        super(message);
        this.errno = errno;
    }

    /**
     * Throws if a call has failed, with the library's own words for it.
     *
     * @param result of the call, which this thread has made last
     * @param what was tried, as nbdkit says it
     */
    static void check(int result, String what) throws LibraryException {
        if (result < 0) {
            throw new LibraryException(-result, what + ": " + LibBlkio.blkio_get_error_msg());
        }
    }

    int errno() {
        return errno;
    }
}
