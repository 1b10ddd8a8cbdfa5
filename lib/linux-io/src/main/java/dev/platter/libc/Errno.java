// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.platter.nbd.NbdError;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Linux' error numbers: those that we meet, and what they are to people and to a client. */
public final class Errno {
    /** No such device or address; to a search for holes, that there is none before the end of the file. */
    public static final int ENXIO = 6;

    /** Invalid argument. */
    public static final int EINVAL = 22;

    static final int EINTR = 4;

    private static final int EPERM = 1;
    private static final int ENOMEM = 12;
    private static final int EACCES = 13;
    private static final int ENODEV = 19;
    private static final int ENOTTY = 25;
    private static final int ETXTBSY = 26;
    private static final int EFBIG = 27;
    private static final int ENOSPC = 28;
    private static final int EROFS = 30;
    private static final int ENOSYS = 38;
    private static final int EOPNOTSUPP = 95;
    private static final int EDQUOT = 122;

    private Errno() {}

    /**
     * The number for the wire. EINVAL is not passed on: the server has checked the request, so the storage is at fault.
     *
     * @param errno an error number, not negated
     * @return what a client is told
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
     * Whether it says that the file, or the system, has no such operation; another way may work.
     *
     * @param errno an error number, not negated
     * @return whether nothing has been done, and nothing is wrong
     */
    public static boolean isUnsupported(int errno) {
        return switch (errno) {
            // ENODEV is what old kernels say of block devices, ENOTTY what drivers do, EINVAL what some file systems
            // do.
            case EOPNOTSUPP, ENOSYS, ENODEV, ENOTTY, EINVAL -> true;
            default -> false;
        };
    }

    /**
     * Whether it says that a file cannot be opened for writing, and perhaps can for reading.
     *
     * @param errno an error number, not negated
     * @return whether it is worth another try
     */
    public static boolean isReadOnly(int errno) {
        return errno == EACCES || errno == EPERM || errno == EROFS || errno == ETXTBSY;
    }

    /**
     * The system's own words for an error number, on any Unix.
     *
     * @param errno an error number, not negated
     * @return such as "No space left on device"
     */
    public static String sentence(int errno) {
        try {
            MemorySegment message = (MemorySegment) Words.STRERROR.invokeExact(errno);
            return message.reinterpret(Integer.MAX_VALUE).getString(0);
        } catch (Throwable e) {
            throw NativeCalls.impossible(e);
        }
    }

    /** Linked by whoever needs words, and not by whoever compares numbers. */
    private static final class Words {
        private static final MethodHandle STRERROR =
                NativeCalls.link("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    }
}
