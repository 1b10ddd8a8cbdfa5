// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A number that rises and falls, such as how many blocks a cache holds; see {@link Metrics#gauge(String, String)}. Any
 * thread may set it, on the event loop too: that takes nanoseconds.
 *
 * @since 0.1
 */
@ProviderType
public interface Gauge {
    /**
     * Replaces the number.
     *
     * @param value the number from now on
     */
    void set(long value);

    /**
     * Adds to the number.
     *
     * @param amount how much; negative to subtract
     */
    void add(long amount);
}
