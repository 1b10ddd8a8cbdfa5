// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

/** Implements one option of the protocol, or a few similar ones. */
interface OptionHandler {
    /**
     * Reads the option's data. Called on the event loop.
     *
     * @param option the option's number
     * @param data its data; valid during the call
     * @return the work to do
     * @throws OptionReplyException if the data is not valid, or the option is not allowed now
     */
    OptionAnswer read(int option, OptionData data) throws OptionReplyException;
}
