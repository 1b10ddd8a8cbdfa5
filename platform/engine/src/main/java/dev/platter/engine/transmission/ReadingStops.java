// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.channel.ChannelConfig;

/**
 * Why a connection is not read at the moment: a set of reasons, kept as the bits of one number. While there is any, the
 * socket is left alone and the client's own send blocks at last. Belongs to the event loop.
 */
final class ReadingStops {
    /** Why nothing more is read. */
    enum Reason {
        /** The disk is being replaced, so no call may begin. */
        SUSPENDED(1 << 0),
        /** The export's bandwidth is used up for the moment. */
        PACED(1 << 1),
        /** As many requests, or as large ones, are under way as one connection may have. */
        BUSY(1 << 2),
        /** The next request stands in line for memory. */
        MEMORY(1 << 3),
        /** Replies wait for the client to take them. */
        UNSENT(1 << 4),
        /**
         * Other connections have their turn, and what is unparsed takes most of the buffer: a read into a buffer without
         * room would look like the end of what the client sends. This keeps no request from being parsed.
         */
        BACKLOG(1 << 5);

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

    /** Adds a reason, or takes it away; reading stops with the first and goes on without the last. */
    void set(Reason reason, boolean holds) {
        int now = holds ? reasons | reason.bit : reasons & ~reason.bit;
        boolean changes = (now == 0) != (reasons == 0);
        reasons = now;
        if (changes) {
            apply();
        }
    }

    /** Has the socket read, or left alone, whatever was decided about it elsewhere. */
    void apply() {
        config.setAutoRead(reasons == 0);
    }

    boolean has(Reason reason) {
        return (reasons & reason.bit) != 0;
    }

    /** Whether requests may be parsed. */
    boolean allowParsing() {
        return (reasons & ~Reason.BACKLOG.bit) == 0;
    }
}
