// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import io.netty.buffer.ByteBuf;

/** What has come of an option. */
sealed interface OptionOutcome {
    /**
     * The client gets a reply.
     *
     * @param bytes the reply, to be sent, or else dropped by {@link #drop}
     * @param next what follows it
     */
    record Reply(ByteBuf bytes, Next next) implements OptionOutcome {
        @Override
        public void drop() {
            bytes.release();
        }
    }

    /**
     * The option has failed, and the protocol has no reply that says so.
     *
     * @param why for the log
     */
    record Failure(String why) implements OptionOutcome {
        @Override
        public void drop() {
            // Nothing is held.
        }
    }

    /** Frees what will not be sent. */
    void drop();
}
