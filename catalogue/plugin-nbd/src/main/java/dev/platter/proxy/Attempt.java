// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.proxy;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What one try to connect has opened last, so that another thread can end the try. */
final class Attempt {
    private @Nullable Closeable opened;
    private boolean ended;

    /**
     * Notes what is to be closed if the try is ended.
     *
     * @throws IOException if the try was ended; the argument is closed then
     */
    synchronized <T extends Closeable> T opening(T what) throws IOException {
        if (ended) {
            what.close();
            throw new IOException("the client has gone before the other server was connected");
        }
        opened = what;
        return what;
    }

    /** Closes what is open now or will be. */
    synchronized void end() {
        ended = true;
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException e) {
            // The try fails, which is what matters.
        }
    }
}
