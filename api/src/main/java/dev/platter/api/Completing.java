// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import dev.platter.nbd.NbdError;
import java.io.IOException;

/** Work that is done at once, on behalf of a caller that brought a completion. */
@FunctionalInterface
interface Completing {
    void run() throws IOException;

    /** Does the work and completes the call exactly once, whatever the work throws. */
    static void run(Completion completion, Completing work) {
        try {
            work.run();
        } catch (IOException | RuntimeException | Error e) {
            fail(completion, e);
            return;
        }
        completion.succeeded();
    }

    /** Fails the call with what the work has thrown. */
    static void fail(Completion completion, Throwable escaped) {
        completion.failed(
                escaped instanceof IOException failure
                        ? failure
                        : new DiskException(NbdError.EIO, "unexpected " + escaped, escaped));
    }
}
