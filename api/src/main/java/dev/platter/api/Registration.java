// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A task that waits for an event, see {@link Client#whenGone(Runnable)}.
 *
 * @since 0.1
 */
@ProviderType
public interface Registration extends AutoCloseable {
    /**
     * Takes the task back, if it has not begun; otherwise it goes on, and this does not wait for it. May be called on any
     * thread and more than once.
     */
    @Override
    void close();
}
