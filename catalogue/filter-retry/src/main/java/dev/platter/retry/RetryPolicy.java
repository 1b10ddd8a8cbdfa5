// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.retry;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import dev.platter.retries.Patience;
import java.io.IOException;
import java.util.Set;

/**
 * What is tried again, and how.
 *
 * @param patience how often, and after how long
 * @param errors the errors after which it is worth the while; empty for all
 * @param readOnly whether the disk is opened read-only then
 */
record RetryPolicy(Patience patience, Set<NbdError> errors, boolean readOnly) {
    boolean allows(long failures, IOException error) {
        NbdError name = error instanceof DiskException known ? known.error() : NbdError.EIO;
        return patience.allows(failures) && (errors.isEmpty() || errors.contains(name));
    }
}
