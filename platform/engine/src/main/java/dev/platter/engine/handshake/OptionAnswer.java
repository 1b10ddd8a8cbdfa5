// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * The work that answers an option whose data is valid.
 *
 * @param where the executor to run it on
 * @param work writes the replies
 */
record OptionAnswer(Executor where, Work work) {
    /** Runs an option. */
    @FunctionalInterface
    interface Work {
        /**
         * Writes the replies and returns what comes next. If it throws, an error is the only reply.
         *
         * @throws OptionReplyException to reply with a certain error
         * @throws IOException if the plugin or a filter fails
         */
        Next run(OptionReplyWriter replies) throws OptionReplyException, IOException;
    }

    /** Answers an option on the event loop, without waiting. */
    static OptionAnswer atOnce(Work work) {
        return new OptionAnswer(Runnable::run, work);
    }
}
