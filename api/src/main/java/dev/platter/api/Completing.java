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
        } catch (IOException e) {
            completion.failed(e);
            return;
        } catch (RuntimeException | Error e) {
            completion.failed(new DiskException(NbdError.EIO, "unexpected " + e, e));
            return;
        }
        completion.succeeded();
    }
}
