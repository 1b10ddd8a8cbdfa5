// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.nbd.OptionReplies;
import java.nio.ByteBuffer;

/**
 * One reply to an option, as received.
 *
 * @param option the option that the server answers, {@link dev.platter.nbd.Options}
 * @param type {@link OptionReplies}
 * @param data the reply's data; belongs to the caller
 */
public record OptionReply(int option, int type, ByteBuffer data) {
    /** {@return whether the server refuses: whether the highest bit of the type is set} */
    public boolean isError() {
        return type < 0;
    }

    @Override
    public String toString() {
        return OptionReplies.nameOf(type) + " with " + data.remaining() + " bytes";
    }
}
