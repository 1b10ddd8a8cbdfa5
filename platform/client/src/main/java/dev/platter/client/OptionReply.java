// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.nbd.OptionReplies;
import java.nio.ByteBuffer;

/**
 * One reply to an option, as it came.
 *
 * @param option the option that the server says it answers, {@link dev.platter.nbd.Options}
 * @param type {@link OptionReplies}
 * @param data what came with it; the reader's own
 */
public record OptionReply(int option, int type, ByteBuffer data) {
    /**
     * Whether the server refuses.
     *
     * @return whether the highest bit of the type is set
     */
    public boolean isError() {
        return type < 0;
    }

    @Override
    public String toString() {
        return OptionReplies.nameOf(type) + " with " + data.remaining() + " bytes";
    }
}
