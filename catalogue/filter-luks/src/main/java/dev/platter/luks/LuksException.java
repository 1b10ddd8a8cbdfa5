// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.Serial;

/** A disk that cannot be decrypted: its header is damaged, asks for too much, or the passphrase is wrong. */
final class LuksException extends DiskException {
    @Serial
    private static final long serialVersionUID = 1;

    LuksException(String message) {
        super(NbdError.EINVAL, message);
    }
}
