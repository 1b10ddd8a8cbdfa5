// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.files;

import dev.platter.libc.Ring;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Opens the rings of one instance. The first that the system refuses is the last that is asked for, and is reported once:
 * there are systems without, and containers that forbid them.
 */
final class Rings {
    private final RingSource source;
    private final System.Logger log;
    private volatile boolean refused;

    Rings(RingSource source, System.Logger log) {
        this.source = source;
        this.log = log;
    }

    /** Whether it is worth asking. */
    boolean mayBeOpened() {
        return !refused;
    }

    /** Opens a ring for the calling thread; null if there is none. */
    @Nullable
    Ring open() {
        if (refused) {
            return null;
        }
        try {
            return source.open();
        } catch (IOException e) {
            refused = true;
            log.log(System.Logger.Level.DEBUG, "requests that wait occupy threads: {0}", e.getMessage());
            return null;
        }
    }
}
