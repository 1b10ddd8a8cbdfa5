// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import dev.platter.nbd.NbdError;
import java.io.IOException;

/** Work that is done at once, for somebody who waits for a completion. */
@FunctionalInterface
interface Completing {
    void run() throws IOException;

    /** Does the work and tells the completion, exactly once, whatever escapes from the work. */
    static void run(Completion completion, Completing work) {
        try {
            work.run();
        } catch (IOException | RuntimeException | Error e) {
            fail(completion, e);
            return;
        }
        completion.succeeded();
    }

    /** Tells the completion of what has escaped from work. */
    static void fail(Completion completion, Throwable escaped) {
        completion.failed(
                escaped instanceof IOException failure
                        ? failure
                        : new DiskException(NbdError.EIO, "unexpected " + escaped, escaped));
    }
}
