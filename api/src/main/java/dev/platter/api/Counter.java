// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A number that only grows, such as how many requests a cache has answered; see {@link Metrics#counter}. Any thread may
 * add to it, on the event loop too: that takes nanoseconds.
 *
 * @since 0.1
 */
@ProviderType
public interface Counter {
    /**
     * Adds to the number.
     *
     * @param amount how much, not negative; a negative amount would look like a restart of the server and is ignored
     */
    void add(long amount);

    /** Adds 1. */
    default void increment() {
        add(1);
    }
}
