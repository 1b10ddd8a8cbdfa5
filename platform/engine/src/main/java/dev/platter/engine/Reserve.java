// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A descriptor that is kept for the moment when the system has no more: given up, it lets one more client be accepted, which can
 * then be told by a closed connection that there is no place. A client that is not accepted would wait for ever. Used by one
 * event loop.
 */
final class Reserve {
    private static final Path NOTHING = Path.of("/dev/null");

    private Optional<FileChannel> kept = Optional.empty();
    private boolean lent;

    /** Takes the descriptor, unless it is there already. Does nothing if none is left, or on a system without that file. */
    void take() {
        lent = false;
        if (kept.isEmpty()) {
            try {
                kept = Optional.of(FileChannel.open(NOTHING));
            } catch (IOException e) {
                // The next client that is accepted tries again.
                kept = Optional.empty();
            }
        }
    }

    /**
     * Gives the descriptor up, so that one client can be accepted.
     *
     * @return whether there was one
     */
    boolean lend() {
        if (kept.isEmpty()) {
            return false;
        }
        try {
            kept.get().close();
        } catch (IOException e) {
            return false;
        } finally {
            kept = Optional.empty();
        }
        lent = true;
        return true;
    }

    /** Whether the client that is accepted now has the place of the descriptor. */
    boolean isLent() {
        return lent;
    }
}
