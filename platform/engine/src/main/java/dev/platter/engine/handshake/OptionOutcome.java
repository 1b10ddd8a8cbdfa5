// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import io.netty.buffer.ByteBuf;

/** The result of an option. */
sealed interface OptionOutcome {
    /**
     * The client gets a reply.
     *
     * @param bytes the reply, to be sent, or released by {@link #drop}
     * @param next what follows it
     */
    record Reply(ByteBuf bytes, Next next) implements OptionOutcome {
        @Override
        public void drop() {
            bytes.release();
        }
    }

    /**
     * The option has failed, and the protocol has no reply for that.
     *
     * @param why for the log
     */
    record Failure(String why) implements OptionOutcome {
        @Override
        public void drop() {
            // Nothing is held.
        }
    }

    /** Releases a reply that will not be sent. */
    void drop();
}
