// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.channel.ChannelConfig;

/**
 * The reasons why a connection is not read at the moment, kept as the bits of one number. While there is a reason, the
 * socket is not read, and eventually the client's own send blocks. Used on the event loop.
 */
final class ReadingStops {
    /** A reason to stop reading. */
    enum Reason {
        /** The disk is being replaced, so no call may begin. */
        SUSPENDED(1 << 0),
        /** The export's bandwidth is used up for the moment. */
        PACED(1 << 1),
        /** A connection may have no more requests under way, or no more bytes of requests. */
        BUSY(1 << 2),
        /** The next request's claim waits in line for memory. */
        MEMORY(1 << 3),
        /** Replies wait for the client to read them. */
        UNSENT(1 << 4),
        /**
         * Other connections have their turn, and unparsed input takes most of the buffer: a read into a buffer without
         * room would bring nothing, again and again. This reason does not stop requests from being parsed.
         */
        BACKLOG(1 << 5),
        /** A long read is answered piece by piece, and nothing else meanwhile. */
        PIECES(1 << 6);

        private final int bit;

        Reason(int bit) {
            this.bit = bit;
        }
    }

    private final ChannelConfig config;
    private int reasons;

    ReadingStops(ChannelConfig config) {
        this.config = config;
    }

    /** Adds or removes a reason. Reading stops with the first reason and goes on when the last is removed. */
    void set(Reason reason, boolean holds) {
        int now = holds ? reasons | reason.bit : reasons & ~reason.bit;
        boolean changes = (now == 0) != (reasons == 0);
        reasons = now;
        if (changes) {
            apply();
        }
    }

    /** Enables or disables reading, even if this was set elsewhere in the meantime. */
    void apply() {
        config.setAutoRead(reasons == 0);
    }

    /** Whether the socket may be read. */
    boolean allowReading() {
        return reasons == 0;
    }

    boolean has(Reason reason) {
        return (reasons & reason.bit) != 0;
    }

    /** Whether requests may be parsed. */
    boolean allowParsing() {
        return (reasons & ~Reason.BACKLOG.bit) == 0;
    }
}
