// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.api.Poller;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The transmission phase on an event loop: no thread waits for the socket, and none has to be woken. What one turn of the loop asks for is
 * sent in one write at its end; what has come is read at once, and the data of a long read goes from the socket to where it belongs.
 *
 * <h2>Threads</h2>
 *
 * <p>All that changes is the loop's: calls of other threads are handed to it. Only {@link #unusable} is read elsewhere.
 */
final class LoopTransmission extends Requests {
    private static final long FIRST_COOKIE = 0x706c_6174_7465_7201L;
    private static final long FAREWELL_MILLIS = 1000;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final String GIVEN_UP = "this client has given up";

    /** How much is read at once of what is not the data of a long read, in bytes. */
    private static final int READ_AHEAD = 128 * 1024;

    /** What a reply lacks at least to be read past the buffer, in bytes. */
    private static final int LONG = 32 * 1024;

    /** After so many bytes other connections get their turn. */
    private static final int TURN = 1 << 20;

    private final PolledTransport socket;
    private final Poller loop;
    private final ExportInfo export;
    private final ReplyStyle style;
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private final Map<Long, PendingReply<?>> pending = new HashMap<>();
    private final ReplyDecoder decoder;
    private final ByteBuffer received = ByteBuffer.allocateDirect(READ_AHEAD).flip();
    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
    private final Batch batch = new Batch();
    private ByteBuffer[] sending = {};
    private long nextCookie = FIRST_COOKIE;
    private boolean sendsSoon;
    private boolean blocked;
    private boolean over;
    private Poller.@Nullable Watch watch;

    /** Why no further request can be sent; null while one can. */
    private volatile @Nullable IOException unusable;

    /** @param socket connected, after the handshake; nothing was read from it that belongs to a reply */
    LoopTransmission(PolledTransport socket, Poller loop, ExportInfo export, ReplyStyle style) {
        this.socket = socket;
        this.loop = loop;
        this.export = export;
        this.style = style;
        decoder = new ReplyDecoder(style, pending);
    }

    /** Has the loop watch the socket. Waits for the loop, so it is not called on it. */
    void begin() throws IOException {
        watch = loop.watch(socket.descriptor(), this::ready);
    }

    @Override
    ExportInfo export() {
        return export;
    }

    @Override
    ReplyStyle replyStyle() {
        return style;
    }

    @Override
    CompletableFuture<@Nullable Void> ended() {
        return ended.copy();
    }

    // ---- Requests ----

    @Override
    void read(long offset, ByteBuffer into, Ending<ReadReply> end) {
        onLoop(
                end,
                () -> add(new PendingRead(request(Commands.READ, 0, offset, into.remaining()), into, end), NOTHING));
    }

    @Override
    void write(long offset, ByteBuffer data, int flags, Ending<@Nullable Void> end) {
        int all = style == ReplyStyle.EXTENDED ? flags | CommandFlags.PAYLOAD_LEN : flags;
        onLoop(end, () -> add(new PendingCommand(request(Commands.WRITE, all, offset, data.remaining()), end), data));
    }

    @Override
    void command(int command, int flags, long offset, long length, Ending<@Nullable Void> end) {
        onLoop(end, () -> add(new PendingCommand(request(command, flags, offset, length), end), NOTHING));
    }

    @Override
    void blockStatus(long offset, long length, Ending<Map<String, List<Extent>>> end) {
        onLoop(end, () -> {
            Request request = request(Commands.BLOCK_STATUS, 0, offset, length);
            add(new PendingBlockStatus(request, style, export.contexts(), end), NOTHING);
        });
    }

    private Request request(int command, int flags, long offset, long length) {
        return new Request(command, flags, nextCookie++, offset, length);
    }

    private void onLoop(Ending<?> end, Runnable call) {
        if (loop.isCurrentThread()) {
            call.run();
            return;
        }
        try {
            loop.execute(call);
        } catch (RejectedExecutionException e) {
            end.sent();
            end.failed(new IOException("the event loop takes no more requests", e));
        }
    }

    private void add(PendingReply<?> reply, ByteBuffer payload) {
        IOException why = unusable;
        if (why != null) {
            reply.ending.sent();
            reply.ending.failed(Unanswered.cannotSend(reply.request, why));
            return;
        }
        pending.put(reply.request.cookie(), reply);
        waiting.addLast(new Outgoing(reply.request.encode(style), payload, reply.ending));
        if (!sendsSoon && !blocked) {
            sendsSoon = true;
            loop.afterTurn(this::sendAll);
        }
    }

    // ---- Sending ----

    private void sendAll() {
        sendsSoon = false;
        try {
            while (!over) {
                if (batch.isEmpty()) {
                    batch.takeFrom(waiting);
                    if (batch.isEmpty()) {
                        return;
                    }
                    sending = batch.bytes();
                }
                if (!sendBatch()) {
                    return;
                }
                batch.tellSent();
            }
        } catch (IOException e) {
            end(new IOException("cannot send: " + e.getMessage(), e));
        }
    }

    /** Returns false if the socket takes no more; the loop then tells when it does. */
    private boolean sendBatch() throws IOException {
        ByteBuffer last = sending[sending.length - 1];
        while (last.hasRemaining()) {
            if (socket.writeNow(sending) == 0) {
                watchOutput(true);
                return false;
            }
        }
        watchOutput(false);
        return true;
    }

    private void watchOutput(boolean wanted) {
        Poller.Watch now = watch;
        if (blocked != wanted && now != null) {
            blocked = wanted;
            now.watchOutput(wanted);
        }
    }

    // ---- Receiving ----

    private void ready() {
        if (blocked) {
            sendAll();
        }
        receive();
    }

    private void receive() {
        int turn = 0;
        try {
            while (!over) {
                ByteBuffer wanted = decoder.wanted();
                if (received.hasRemaining()) {
                    take(wanted);
                    continue;
                }
                boolean past = wanted.remaining() >= LONG && wanted.isDirect();
                int count = past ? socket.readNow(wanted) : socket.readNow(received.clear());
                if (!past) {
                    received.flip();
                }
                if (count <= 0) {
                    if (count < 0) {
                        end(null);
                    }
                    return;
                }
                if (past && !wanted.hasRemaining()) {
                    decoder.taken();
                }
                turn += count;
                if (turn >= TURN) {
                    loop.execute(this::receive);
                    return;
                }
            }
        } catch (IOException e) {
            end(e);
        } catch (RuntimeException e) {
            end(new IOException("replies cannot be read: " + e, e));
        }
    }

    private void take(ByteBuffer wanted) throws NbdProtocolException {
        int count = Math.min(wanted.remaining(), received.remaining());
        wanted.put(wanted.position(), received, received.position(), count);
        wanted.position(wanted.position() + count);
        received.position(received.position() + count);
        if (!wanted.hasRemaining()) {
            decoder.taken();
        }
    }

    // ---- The end ----

    @Override
    void giveUp() {
        if (unusable == null) {
            unusable = new IOException(GIVEN_UP);
        }
        Runnable giving = () -> {
            if (!pending.isEmpty()) {
                end(new IOException(GIVEN_UP));
            }
        };
        try {
            loop.execute(giving);
        } catch (RejectedExecutionException e) {
            giving.run(); // The loop has ended, so nothing runs beside this.
        }
    }

    /**
     * Fails all requests under way, and closes the socket.
     *
     * @param failure why, or null if the server closed the connection
     */
    private void end(@Nullable IOException failure) {
        if (over) {
            return;
        }
        over = true;
        IOException reason = failure;
        if (reason == null && !decoder.isBetweenMessages()) {
            reason = Unanswered.brokenOff(decoder);
        } else if (reason == null && !pending.isEmpty()) {
            reason = Unanswered.left(pending.values());
        }
        IOException forLater =
                reason == null ? new ServerClosedException("the server has closed the connection") : reason;
        unusable = forLater;
        Poller.Watch now = watch;
        if (now != null) {
            now.close();
        }
        try {
            socket.close();
        } catch (IOException e) {
            forLater.addSuppressed(e);
        }
        batch.tellSent();
        waiting.forEach(request -> request.ending().sent());
        waiting.clear();
        List<PendingReply<?>> left = new ArrayList<>(pending.values());
        pending.clear();
        left.forEach(reply -> reply.ending.failed(forLater));
        if (reason == null) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(reason);
        }
    }

    @Override
    void leave() {
        CountDownLatch sent = new CountDownLatch(1);
        if (submit(() -> sayGoodbye(sent))) {
            await(sent);
            CountDownLatch closed = new CountDownLatch(1);
            if (submit(() -> {
                end(new IOException("this client closed the connection"));
                closed.countDown();
            })) {
                await(closed);
                return;
            }
        }
        end(new IOException("this client closed the connection"));
    }

    private void sayGoodbye(CountDownLatch sent) {
        if (over) {
            sent.countDown();
            return;
        }
        unusable = new IOException("NBD_CMD_DISC was sent, after which no request can be sent");
        Request request = new Request(Commands.DISC, 0, 0, 0, 0);
        waiting.addLast(new Outgoing(request.encode(style), NOTHING, new Farewell(sent)));
        sendAll();
    }

    private boolean submit(Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
