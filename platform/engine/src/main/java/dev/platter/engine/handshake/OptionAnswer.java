// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * What an option calls for, once its data was found to be in order.
 *
 * @param where where it may be carried out
 * @param work writes the replies
 */
record OptionAnswer(Executor where, Work work) {
    /** Carries an option out. */
    @FunctionalInterface
    interface Work {
        /**
         * Writes the replies and says what comes next. What it throws becomes the only reply.
         *
         * @throws OptionReplyException to reply with a certain error
         * @throws IOException if the plugin or a filter fails
         */
        Next run(OptionReplyWriter replies) throws OptionReplyException, IOException;
    }

    /** Answers an option on the event loop, without waiting for anything. */
    static OptionAnswer atOnce(Work work) {
        return new OptionAnswer(Runnable::run, work);
    }
}
