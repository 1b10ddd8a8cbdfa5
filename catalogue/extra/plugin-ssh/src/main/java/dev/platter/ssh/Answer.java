// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.BufferException;

/**
 * An answer of an SFTP server.
 *
 * @param type of those in {@link Sftp}
 * @param body what comes after type and id; nothing if the bytes of a file have gone to {@link Request#destination()}
 */
record Answer(int type, Buffer body) {
    static final int OK = 0;
    static final int EOF = 1;
    static final int NO_SUCH_FILE = 2;
    static final int PERMISSION_DENIED = 3;
    static final int UNSUPPORTED = 8;

    /** {@return the code of a status, or -1 if this is none} */
    int status() {
        int at = body.rpos();
        try {
            return type == Sftp.STATUS ? body.getInt() : -1;
        } catch (BufferException e) {
            return -1;
        } finally {
            body.rpos(at);
        }
    }

    /**
     * The error that this is instead of what was hoped for.
     *
     * @param what could not be done, as the beginning of a sentence
     */
    IOException refusal(String what) {
        int status = status();
        if (status < 0) {
            return new DiskException(NbdError.EIO, what + ": the server answered with a packet of type " + type);
        }
        return switch (status) {
            case NO_SUCH_FILE -> new DiskException(NbdError.EIO, what + ": it does not exist on the server");
            case PERMISSION_DENIED ->
                new DiskException(NbdError.EPERM, what + ": the server does not permit it to this user");
            case UNSUPPORTED -> new DiskException(NbdError.ENOTSUP, what + ": the server cannot do that");
            default ->
                new DiskException(NbdError.EIO, what + ": the server says '" + words() + "' (status " + status + ")");
        };
    }

    private String words() {
        try {
            body.getInt();
            return body.getString();
        } catch (BufferException e) {
            return "";
        }
    }
}
