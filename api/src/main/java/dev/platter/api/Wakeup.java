// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Work that was put off on behalf of a client, see {@link Context#schedule(Client, java.time.Duration, Wakeup)}.
 *
 * @since 0.1
 */
@ConsumerType
@FunctionalInterface
public interface Wakeup {
    /**
     * Does the work. Called once, on one of the {@link Context#workers()}; may wait. What it throws goes to the log.
     *
     * @param early true if the time is not over but the result is no longer needed, since the client has gone or the
     *     server is stopping. A request that was put off must then be ended at once, with success or {@code ESHUTDOWN};
     *     the disk cannot be closed before
     */
    void wake(boolean early);
}
