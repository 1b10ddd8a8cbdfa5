// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.Disk;
import dev.platter.engine.export.Acceptance;
import dev.platter.engine.export.Chain;
import dev.platter.engine.export.Lease;
import dev.platter.engine.export.LeaseHolder;
import dev.platter.engine.export.OpenDisk;
import dev.platter.engine.export.Pace;
import dev.platter.engine.export.Presence;
import dev.platter.engine.export.Revision;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.engine.traffic.Meter;
import dev.platter.engine.traffic.Visit;
import dev.platter.nbd.Magic;
import dev.platter.nbd.TransmissionFlags;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a connection without a socket: a disk behind a chain, a channel that keeps the sent bytes, and the classes of
 * the request path, put together as {@link ServedConnection} does.
 */
final class EmbeddedConnection implements ConnectionControl, LeaseHolder, AutoCloseable {
    static final int ALL_FLAGS = TransmissionFlags.HAS_FLAGS
            | TransmissionFlags.SEND_FLUSH
            | TransmissionFlags.SEND_FUA
            | TransmissionFlags.SEND_TRIM
            | TransmissionFlags.SEND_WRITE_ZEROES
            | TransmissionFlags.SEND_DF
            | TransmissionFlags.SEND_CACHE;
    /** The shortest read that is lent, in bytes. */
    static final int LENT_FROM = 4096;

    /** The shortest write whose payload is received in memory of the disk, in bytes. */
    static final int LANDED_FROM = 200_000;

    static final MetaContext ALLOCATION = new MetaContext(1, "base:allocation");
    static final MetaContext DEPTH = new MetaContext(2, "test:depth");

    final EmbeddedChannel channel = new EmbeddedChannel();
    final LoopMemory memory = new LoopMemory();
    final Presence presence = new Presence();
    final NotedLog log = new NotedLog();
    final List<Throwable> failures = new ArrayList<>();
    final List<String> lost = new ArrayList<>();
    final MemoryBudget budget;
    final Negotiated negotiated;
    final ReplyBatch batch;
    final ReplyWriter replies;
    final MemoryClaims claims;
    final RequestsInFlight inFlight;
    final RequestDispatcher dispatcher;
    final Loans loans;
    final Lending lending;
    final Landings landings;
    final PiecewiseRead pieces;
    final RequestParser parser;
    final List<Runnable> timers = new ArrayList<>();
    long now;
    int loansReturned;
    long rested;
    int settled;
    private final Chain chain;

    EmbeddedConnection(Disk disk, ReplyStyle style) throws IOException {
        this(disk, style, ALL_FLAGS, 1 << 20);
    }

    EmbeddedConnection(Disk disk, ReplyStyle style, int flags, long most) throws IOException {
        chain = Chain.of("one", new OneDisk(disk)).build();
        chain.prepare();
        chain.start(reason -> {});
        TestClient client = new TestClient();
        Lease lease = new Revision(chain).open(client, new Acceptance(client), channel.eventLoop(), this);
        Visit visit = new Visit(1, channel::close);
        List<MetaContext> contexts = style == ReplyStyle.SIMPLE ? List.of() : List.of(ALLOCATION, DEPTH);
        negotiated =
                new Negotiated(lease, false, Pace.UNBOUNDED, Optional.empty(), visit, presence, flags, style, contexts);
        budget = new MemoryBudget(most, Duration.ofSeconds(4));
        batch = new ReplyBatch(channel, memory.slabs());
        ReplyEncoder encoder = ReplyEncoder.of(style);
        replies = new ReplyWriter(
                encoder,
                batch,
                new FailureLog(log, Meter.NONE),
                negotiated.disk().size());
        claims = new MemoryClaims(
                budget,
                budget.holder("", "here"),
                PooledByteBufAllocator.DEFAULT,
                false,
                task -> channel.eventLoop().execute(task),
                this::settled);
        inFlight = new RequestsInFlight(negotiated, channel, replies, batch, Meter.NONE, claims, this);
        dispatcher = new RequestDispatcher(negotiated, replies, batch, Meter.NONE, claims, inFlight, this);
        loans = new Loans(log, () -> now, (delay, unit, task) -> timers.add(task), this);
        lending = new Lending(
                negotiated,
                new LendingThreshold(LENT_FROM, false),
                replies,
                new LentReplies(encoder, batch, memory, null),
                loans,
                Meter.NONE,
                this);
        landings = new Landings(negotiated, LANDED_FROM);
        pieces = new PiecewiseRead(encoder, replies, inFlight, claims, channel, Meter.NONE, this);
        ReadsAtHand atHand = new ReadsAtHand(negotiated, replies, batch, Meter.NONE);
        parser = new RequestParser(
                negotiated, lending, atHand, landings, dispatcher, replies, memory, claims, pieces, log);
    }

    /** A request with a compact header, and its payload. */
    static ByteBuf request(int flags, int command, long cookie, long offset, long length, byte... payload) {
        return Unpooled.buffer()
                .writeInt((int) Magic.REQUEST)
                .writeShort(flags)
                .writeShort(command)
                .writeLong(cookie)
                .writeLong(offset)
                .writeInt((int) length)
                .writeBytes(payload);
    }

    /** Puts bytes where a read from the socket would have put them. */
    ByteBuf received(ByteBuf bytes) {
        ByteBuf in = memory.receive().bytes().clear();
        return in.writeBytes(bytes);
    }

    /** All bytes that the server has sent since the last call. */
    ByteBuf sent() {
        batch.flush();
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            all.writeBytes(next);
            next.release();
        }
        return all;
    }

    @Override
    public void guard(Runnable task) {
        task.run();
    }

    @Override
    public void fail(Throwable cause) {
        failures.add(cause);
    }

    @Override
    public boolean isOver() {
        return false;
    }

    @Override
    public void settled() {
        settled++;
    }

    @Override
    public void madeRoom() {
        settled++;
    }

    @Override
    public void loansReturned() {
        loansReturned++;
    }

    @Override
    public void rest(long nanos) {
        rested += nanos;
    }

    @Override
    public void suspend(Runnable suspended) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resume() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> objection(OpenDisk other, Chain of) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void lose(String why) {
        lost.add(why);
    }

    @Override
    public void end(boolean atOnce) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        sent().release();
        channel.close();
        negotiated.lease().close();
        chain.stop();
        memory.release();
    }
}
