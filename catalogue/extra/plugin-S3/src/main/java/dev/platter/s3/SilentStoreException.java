// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.time.Duration;

/** A store does not answer, which it would not do either if it were asked again at once. */
final class SilentStoreException extends DiskException {
    private static final long serialVersionUID = 1L;

    SilentStoreException(Duration patience) {
        super(
                NbdError.EIO,
                "the store has sent nothing for " + patience.toMillis() / 1000.0
                        + " s; timeout= sets how long to wait");
    }
}
