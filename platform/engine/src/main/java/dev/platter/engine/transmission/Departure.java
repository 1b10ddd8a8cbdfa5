// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.engine.traffic.Counters;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * How a connection ends: in stages, which are only ever passed forwards. A stage may be skipped. Before the channel is
 * closed in good order, requests under way are answered; before the disk is closed they have ended in any case, since a
 * disk is never closed during a call. Used on the event loop.
 */
final class Departure {
    /** The stages of the end. */
    enum Stage {
        /** Requests are taken and answered. */
        SERVING,
        /** The client sends nothing more; the requests that it has sent still run. */
        INPUT_ENDED,
        /** The server is stopping; new requests are refused. */
        DRAINING,
        /** No more requests are taken; those under way are answered. */
        LEAVING,
        /** Everything is answered, and the channel is closed as soon as the last reply has been sent. */
        CLOSING,
        /** The channel is closed; requests that are still under way end without a reply. */
        CLOSED,
        /** No call is under way any more, and the disk is closed. */
        DISK_CLOSED
    }

    private final Negotiated negotiated;
    private final Channel channel;
    private final Optional<Counters> counters;
    private final System.Logger logger;
    private final Executor closers;
    private final Runnable closed;
    private Stage stage = Stage.SERVING;

    /**
     * Creates the departure of a connection that is being served.
     *
     * @param counters the connection's counters
     * @param closers runs the task that closes the disk
     * @param closed runs when the disk is closed
     */
    Departure(
            Negotiated negotiated,
            Channel channel,
            Optional<Counters> counters,
            System.Logger logger,
            Executor closers,
            Runnable closed) {
        this.negotiated = negotiated;
        this.channel = channel;
        this.counters = counters;
        this.logger = logger;
        this.closers = closers;
        this.closed = closed;
    }

    /** Moves forward to a stage, unless it was reached before. */
    void reach(Stage next) {
        if (stage.compareTo(next) < 0) {
            stage = next;
            if (next == Stage.DRAINING || next == Stage.CLOSED) {
                abandonDelays();
            }
        }
    }

    /**
     * Leaves because the client has sent everything, without saying goodbye: it has vanished, which looks the same as a
     * client that has only closed its side. Calls that wait are told; what they answer is still sent.
     */
    void leaveSilently() {
        reach(Stage.LEAVING);
        abandonDelays();
        negotiated.presence().end();
    }

    /** Tasks that members of the chain have delayed for this client need not be waited for. */
    private void abandonDelays() {
        negotiated.disk().abandon();
    }

    boolean isAt(Stage which) {
        return stage == which;
    }

    /** Whether more requests are taken, even if only to refuse them. */
    boolean takesRequests() {
        return stage.compareTo(Stage.LEAVING) < 0;
    }

    /** Whether no more replies can be sent. */
    boolean isOver() {
        return stage.compareTo(Stage.CLOSING) >= 0;
    }

    /** Whether the channel is closed. */
    boolean hasClosed() {
        return stage.compareTo(Stage.CLOSED) >= 0;
    }

    /** Moves forward as far as possible; called when no request is under way. */
    void nothingUnderWay() {
        if (stage == Stage.DRAINING || stage == Stage.LEAVING) {
            stage = Stage.CLOSING;
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> channel.close());
        } else if (stage == Stage.CLOSED) {
            stage = Stage.DISK_CLOSED;
            closers.execute(this::closeDisk);
        }
    }

    private void closeDisk() {
        try {
            negotiated.lease().close();
        } catch (IOException | RuntimeException | Error e) {
            logger.log(System.Logger.Level.ERROR, "could not close the disk cleanly: " + e.getMessage(), e);
        } finally {
            negotiated.traffic().ifPresent(traffic -> counters.ifPresent(traffic::end));
            closed.run();
        }
    }
}
