// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import dev.platter.libc.Ring;
import java.io.IOException;

/** Opens queues of the system (io_uring). */
@FunctionalInterface
public interface RingSource {
    /**
     * Opens a ring for the calling thread.
     *
     * @return the ring, which the caller closes
     * @throws IOException if the system refuses; the message says why
     */
    Ring open() throws IOException;
}
