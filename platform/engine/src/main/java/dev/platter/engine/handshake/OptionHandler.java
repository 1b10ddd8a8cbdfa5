// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

/** Knows one option of the protocol, or a few that are alike. */
interface OptionHandler {
    /**
     * Reads the option's data. On the event loop.
     *
     * @param option the option's number
     * @param data its data; valid during the call
     * @return what is to be done
     * @throws OptionReplyException if the data is not in order, or the option not allowed now
     */
    OptionAnswer read(int option, OptionData data) throws OptionReplyException;
}
