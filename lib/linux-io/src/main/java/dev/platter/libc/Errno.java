// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.platter.nbd.NbdError;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Linux' error numbers: those that this code meets, as sentences for people and as errors for clients. */
public final class Errno {
    /** No such file or directory. */
    public static final int ENOENT = 2;

    /** No such device or address; from a search for data, that there is none before the end of the file. */
    public static final int ENXIO = 6;

    /** Not without waiting: another has a lock, or what is to be read is not there yet. */
    public static final int EAGAIN = 11;

    /** No such device. */
    public static final int ENODEV = 19;

    /** Read-only file system. */
    public static final int EROFS = 30;

    /** Invalid argument. */
    public static final int EINVAL = 22;

    /** Input/output error. */
    public static final int EIO = 5;

    /** Operation not supported. */
    public static final int EOPNOTSUPP = 95;

    static final int EINTR = 4;

    static final int EPERM = 1;
    private static final int ENOMEM = 12;
    private static final int EACCES = 13;
    private static final int ENOTTY = 25;
    private static final int ETXTBSY = 26;
    private static final int EFBIG = 27;
    private static final int ENOSPC = 28;
    static final int ENOSYS = 38;
    private static final int EDQUOT = 122;

    private Errno() {}

    /**
     * The number for the wire. EINVAL is not passed on: the server has checked the request, so the storage is at fault.
     *
     * @param errno an error number, not negated
     * @return the client's error
     */
    public static NbdError toNbd(int errno) {
        return switch (errno) {
            case EPERM, EACCES, EROFS -> NbdError.EPERM;
            case ENOMEM -> NbdError.ENOMEM;
            case ENOSPC, EDQUOT, EFBIG -> NbdError.ENOSPC;
            case EOPNOTSUPP, ENOSYS -> NbdError.ENOTSUP;
            default -> NbdError.EIO;
        };
    }

    /**
     * Whether the file or the system lacks the operation, so that another way may work.
     *
     * @param errno an error number, not negated
     * @return true if nothing was done and nothing has failed
     */
    public static boolean isUnsupported(int errno) {
        return switch (errno) {
            // Old kernels return ENODEV for block devices, drivers return ENOTTY, some file systems EINVAL.
            case EOPNOTSUPP, ENOSYS, ENODEV, ENOTTY, EINVAL -> true;
            default -> false;
        };
    }

    /**
     * Whether a file cannot be opened for writing, but perhaps for reading.
     *
     * @param errno an error number, not negated
     * @return whether to try again
     */
    public static boolean isReadOnly(int errno) {
        return errno == EACCES || errno == EPERM || errno == EROFS || errno == ETXTBSY;
    }

    /**
     * The system's own words for an error number, on any Unix.
     *
     * @param errno an error number, not negated
     * @return for example "No space left on device"
     */
    public static String sentence(int errno) {
        try {
            MemorySegment message = (MemorySegment) Words.STRERROR.invokeExact(errno);
            return message.reinterpret(Integer.MAX_VALUE).getString(0);
        } catch (Throwable e) {
            throw NativeCalls.impossible(e);
        }
    }

    /** Separate, so that code that only compares numbers does not link the call. */
    private static final class Words {
        private static final MethodHandle STRERROR =
                NativeCalls.link("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    }
}
