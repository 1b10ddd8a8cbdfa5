// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import dev.platter.nbd.NbdError;

/** What becomes of an error's number, as the interpreter's system has it, on the way to the client. */
final class SystemError {
    private SystemError() {}

    /** Numbers of Linux. As with nbdkit, an error that the protocol does not have becomes EINVAL. */
    static NbdError of(int number) {
        return switch (number) {
            case 30 /* EROFS */ -> NbdError.EPERM;
            case 27 /* EFBIG */, 122 /* EDQUOT */ -> NbdError.ENOSPC;
            default -> NbdError.of(number).orElse(NbdError.EINVAL);
        };
    }
}
