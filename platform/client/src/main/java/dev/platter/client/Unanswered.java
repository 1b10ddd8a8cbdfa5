// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;
import java.util.Collection;

/** What is said of requests that were not answered. */
final class Unanswered {
    private Unanswered() {}

    /** The server has closed the connection between two messages. */
    static ServerClosedException left(Collection<PendingReply<?>> pending) {
        int others = pending.size() - 1;
        Request one = pending.iterator().next().request;
        return new ServerClosedException("the server closed the connection and left unanswered " + one
                + (others > 0 ? " and " + others + " more" : ""));
    }

    /** The server has closed the connection within a message. */
    static ServerClosedException brokenOff(ReplyDecoder decoder) {
        return new ServerClosedException("the server closed the connection "
                + decoder.wanted().remaining() + " bytes before the end of " + decoder.what() + decoder.of());
    }

    static IOException cannotSend(Request request, IOException cause) {
        return new IOException("cannot send " + request + ": " + cause.getMessage(), cause);
    }
}
