// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.engine.transmission.Departure.Stage;
import dev.platter.engine.transmission.ReadingStops.Reason;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.function.Consumer;

/**
 * The memory that is held for the client of a connection: the payload of a large write, and replies that the client has
 * not read; and whether the client would be seen to leave. Used on the event loop.
 */
final class HeldMemory implements StallWatch.Watched {
    private final Channel channel;
    private final LargeWrite large;
    private final RequestsInFlight inFlight;
    private final Loans loans;
    private final MemoryClaims claims;
    private final ReadingStops stops;
    private final Departure departure;
    private final Consumer<String> lose;

    HeldMemory(
            Channel channel,
            LargeWrite large,
            RequestsInFlight inFlight,
            Loans loans,
            MemoryClaims claims,
            ReadingStops stops,
            Departure departure,
            Consumer<String> lose) {
        this.channel = channel;
        this.large = large;
        this.inFlight = inFlight;
        this.loans = loans;
        this.claims = claims;
        this.stops = stops;
        this.departure = departure;
        this.lose = lose;
    }

    /**
     * Counts replies that wait for the client, in memory of the server for which none was obtained. Called when their size may have
     * changed.
     */
    void count() {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        claims.unsent(
                unsent == null
                        ? 0
                        : Math.max(0, unsent.totalPendingWriteBytes() - inFlight.unsentBytes() - loans.bytes()));
    }

    /** Also while the last replies wait for a client that has disconnected, or is to be disconnected. */
    @Override
    public boolean holdsMemory() {
        count();
        return !departure.hasClosed() && (large.isUnderWay() || inFlight.unsentBytes() > 0 || claims.hasUnsent());
    }

    @Override
    public boolean waitsForMemory() {
        return !departure.isOver() && claims.isWaiting();
    }

    /** After its last request the end of the client's input is no news: it may have closed one side, or both. */
    @Override
    public boolean isOutOfSight() {
        return inFlight.count() > 0 && !departure.isOver() && (departure.isAt(Stage.LEAVING) || !stops.allowParsing());
    }

    @Override
    public boolean othersWait() {
        return claims.othersWait();
    }

    @Override
    public boolean othersHaveWaited(long nanos) {
        return claims.othersHaveWaited(nanos);
    }

    @Override
    public boolean owesPayload() {
        return large.isUnderWay() && !large.isComplete();
    }

    @Override
    public boolean isHeldBack() {
        return stops.has(Reason.SUSPENDED) || stops.has(Reason.PACED);
    }

    @Override
    public long progress() {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        return large.received() - (unsent == null ? 0 : unsent.totalPendingWriteBytes() - unsent.currentProgress());
    }

    @Override
    public boolean hasGone() {
        return PeerProbe.hasGone(channel);
    }

    @Override
    public void lose(String why) {
        claims.stalled();
        lose.accept(why);
    }
}
