// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;
import java.util.Map;

/** Waits for replies, and has them decoded. Used by one thread. */
final class ReplyReader {
    private final Wire wire;
    private final ReplyDecoder decoder;

    /** @param pending requests by cookie; a completely answered one is taken out */
    ReplyReader(Wire wire, ReplyStyle style, Map<Long, PendingReply<?>> pending) {
        this.wire = wire;
        decoder = new ReplyDecoder(style, pending);
    }

    /**
     * Reads one simple reply, or one chunk.
     *
     * @return false if the server has closed the connection instead, between two messages
     */
    boolean readMessage() throws IOException {
        if (wire.atEnd()) {
            return false;
        }
        do {
            wire.take(decoder.wanted(), decoder.what(), decoder.of());
            decoder.taken();
        } while (!decoder.isBetweenMessages());
        return true;
    }
}
