// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.nbd.NbdError;
import java.util.OptionalLong;

/**
 * One error that a server reports for a request. A simple reply has no text and no offset.
 *
 * @param code the number as received
 * @param text the server's sentence, empty if it sent none
 * @param offset where in the export it happened, in bytes, if the server tells
 */
public record ErrorChunk(int code, String text, OptionalLong offset) {
    /**
     * What the number means.
     *
     * @return the error; {@link NbdError#EINVAL} for numbers that the protocol does not know, as it prescribes
     */
    public NbdError error() {
        return NbdError.of(code).orElse(NbdError.EINVAL);
    }

    @Override
    public String toString() {
        StringBuilder sentence = new StringBuilder(
                NbdError.of(code).map(NbdError::name).orElse("the unknown error " + Integer.toUnsignedString(code)));
        offset.ifPresent(at -> sentence.append(" at offset ").append(at));
        if (!text.isEmpty()) {
            sentence.append(": ").append(text);
        }
        return sentence.toString();
    }
}
