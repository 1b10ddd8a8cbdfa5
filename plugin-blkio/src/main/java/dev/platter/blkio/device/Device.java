// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

import java.io.IOException;
import java.util.List;

/** A device that is connected and started. All methods may be called on any thread that may wait. */
public interface Device extends AutoCloseable {
    /**
     * What it says about itself now.
     *
     * @return its traits, anew each time
     * @throws IOException if it cannot say
     */
    Traits traits() throws IOException;

    /** {@return its queues, at least one, the same each time} */
    List<WatchedQueue> queues();

    /**
     * One of its properties, as text.
     *
     * @param property its name
     * @return its value
     * @throws IOException if it has no such property
     */
    String get(String property) throws IOException;

    /** Fails all requests under way, and disconnects. */
    @Override
    void close();
}
