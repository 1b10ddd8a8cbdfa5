// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What is put off on behalf of a client, see {@link Context#schedule(Client, java.time.Duration, Wakeup)}.
 *
 * @since 0.1
 */
@ConsumerType
@FunctionalInterface
public interface Wakeup {
    /**
     * Goes on. Called once, on one of the {@link Context#workers()}. What it throws goes to the log.
     *
     * @param early true if the time is not over, but nobody waits for the result any more: the client has gone, or the
     *     server is stopping. A request that was put off is then to be ended at once, with success or
     *     {@code ESHUTDOWN}; it must not be forgotten, since the disk cannot be closed before
     */
    void wake(boolean early);
}
