package dev.platter.file;

import dev.platter.nbd.NbdError;

/** The error numbers of Linux that we meet, and what they are to a client. */
final class Errno {
    static final int EPERM = 1;
    static final int EINTR = 4;
    static final int ENXIO = 6;
    static final int EACCES = 13;
    static final int ENODEV = 19;
    static final int EINVAL = 22;
    static final int ENOTTY = 25;
    static final int ETXTBSY = 26;
    static final int EROFS = 30;
    static final int ENOSYS = 38;
    static final int EOPNOTSUPP = 95;
    private static final int ENOMEM = 12;
    private static final int EFBIG = 27;
    private static final int ENOSPC = 28;
    private static final int EDQUOT = 122;

    private Errno() {}

    /** The number for the wire. EINVAL is not passed on: the server has checked the request, so the storage is at fault. */
    static NbdError toNbd(int errno) {
        return switch (errno) {
            case EPERM, EACCES, EROFS -> NbdError.EPERM;
            case ENOMEM -> NbdError.ENOMEM;
            case ENOSPC, EDQUOT, EFBIG -> NbdError.ENOSPC;
            case EOPNOTSUPP, ENOSYS -> NbdError.ENOTSUP;
            default -> NbdError.EIO;
        };
    }

    /** Whether it says that the file, or the system, has no such operation; another way may work. */
    static boolean unsupported(int errno) {
        return switch (errno) {
            // ENODEV is what old kernels say of block devices, ENOTTY what drivers do, EINVAL what some file systems
            // do.
            case EOPNOTSUPP, ENOSYS, ENODEV, ENOTTY, EINVAL -> true;
            default -> false;
        };
    }

    /** Whether it says that the file cannot be written to, and perhaps can be read. */
    static boolean readOnly(int errno) {
        return errno == EACCES || errno == EPERM || errno == EROFS || errno == ETXTBSY;
    }
}
