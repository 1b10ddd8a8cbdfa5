// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The transmission phase for callers that bring an ending and must not wait: a request is sent soon after the call has returned. Any number
 * of threads may use it.
 */
abstract sealed class Requests permits Transmission, LoopTransmission {
    abstract ExportInfo export();

    abstract ReplyStyle replyStyle();

    /** Reads. {@code into} belongs to the transmission until the request ends */
    abstract void read(long offset, ByteBuffer into, Ending<ReadReply> end);

    /** Writes. {@code data} belongs to the transmission until {@link Ending#sent} */
    abstract void write(long offset, ByteBuffer data, int flags, Ending<@Nullable Void> end);

    abstract void command(int command, int flags, long offset, long length, Ending<@Nullable Void> end);

    /** Asks for the extents in all contexts that were chosen. */
    abstract void blockStatus(long offset, long length, Ending<Map<String, List<Extent>>> end);

    /** Fails later requests; and those under way, by closing the connection, which stays open if there are none. */
    abstract void giveUp();

    /**
     * Sends {@code NBD_CMD_DISC} after all requests, and closes the connection; without, if the socket takes nothing for a
     * while.
     */
    abstract void leave() throws IOException;

    abstract CompletableFuture<@Nullable Void> ended();
}
