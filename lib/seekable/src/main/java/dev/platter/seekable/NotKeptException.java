// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.Serial;

/** A change of bytes that are compressed. The message names the regions that can be changed. A client sees EPERM. */
public final class NotKeptException extends DiskException {
    @Serial
    private static final long serialVersionUID = 1;

    NotKeptException(String message) {
        super(NbdError.EPERM, message);
    }
}
