// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The transmission phase: any number of requests under way, each with a future, answered in any order that the server
 * chooses.
 *
 * <p>The thread that submits a request sends it with its payload, and returns; it waits only while the socket accepts
 * no more bytes. One thread of this object reads, and completes the futures. Since that thread always reads, a server
 * that stops reading until its replies are taken cannot cause a deadlock. <b>Pitfall:</b> a stage that depends on a
 * future and has no executor runs on that thread, and all other replies wait for it. The methods have no time limit;
 * wait for a future with one.
 *
 * <p>A request fails with a {@link RequestFailedException} if the server says so. If the server breaks the protocol, or
 * the connection ends, all requests under way fail, and so does each later one: bytes after a violation cannot be
 * trusted.
 *
 * <p>Offsets, lengths and flags are sent as given; the server must refuse invalid ones. Only a length of more than 32
 * bits without extended headers is an {@link IllegalArgumentException}, since it cannot be sent.
 *
 * <p>Any number of threads may use it.
 */
public final class Transmission extends Requests implements Closeable {
    /** Uses all eight bytes, to detect a server that keeps only some of them. */
    private static final long FIRST_COOKIE = 0x706c_6174_7465_7201L;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final long FAREWELL_MILLIS = 1000;
    private static final String GIVEN_UP = "this client has given up";

    private final Wire wire;
    private final ExportInfo export;
    private final ReplyStyle style;
    private final Map<Long, PendingReply<?>> pending = new ConcurrentHashMap<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

    /**
     * Held while a request is sent. The reading thread never takes it, since the holder may be waiting for the server.
     */
    private final Object sending = new Object();

    private final AtomicLong nextCookie = new AtomicLong(FIRST_COOKIE);
    private final SendQueue queue;

    /** Why no further request can be sent; null while one can. */
    private volatile @Nullable IOException unusable;

    private volatile @Nullable IOException closedHere;

    private volatile boolean givenUp;

    /** Whether the reading thread takes no more replies, and so has failed all requests that it found. */
    private volatile boolean drained;

    Transmission(Wire wire, ExportInfo export, ReplyStyle style) {
        this.wire = wire;
        this.export = export;
        this.style = style;
        String name = "nbd-client-" + export.name();
        queue = new SendQueue(wire, name + "-sender", sending, this::sendingFailed);
        thread(name, this::readReplies).start();
    }

    /** A thread of the client's own, which keeps nothing of the bundle whose thread has asked for it. */
    static Thread thread(String name, Runnable task) {
        Thread thread = Thread.ofPlatform()
                .daemon()
                .inheritInheritableThreadLocals(false)
                .name(name)
                .unstarted(task);
        thread.setContextClassLoader(Transmission.class.getClassLoader());
        return thread;
    }

    /** {@return the server's description of the export} */
    @Override
    public ExportInfo export() {
        return export;
    }

    /** {@return how the server answers, as negotiated} */
    @Override
    public ReplyStyle replyStyle() {
        return style;
    }

    /** {@return how many requests wait for their replies at the moment} */
    public int underWay() {
        return pending.size();
    }

    /**
     * {@code NBD_CMD_READ}: as many bytes as remain in a buffer.
     *
     * @param offset in the export, in bytes
     * @param into is filled from its position to its limit, neither of which moves; belongs to the transmission until the
     *     future is completed
     * @param flags {@link CommandFlags}, for example {@link CommandFlags#DF}
     * @return the data and how it came
     */
    public CompletableFuture<ReadReply> read(long offset, ByteBuffer into, int flags) {
        if (into.isReadOnly()) {
            throw new IllegalArgumentException("cannot read into a buffer that is read-only");
        }
        FutureEnding<ReadReply> end = new FutureEnding<>();
        submit(new PendingRead(request(Commands.READ, flags, offset, into.remaining()), into, end));
        return end;
    }

    /**
     * {@code NBD_CMD_WRITE}: as many bytes as remain in a buffer.
     *
     * @param offset in the export, in bytes
     * @param data what is written, from its position to its limit, neither of which moves; the caller's again when this
     *     method returns
     * @param flags {@link CommandFlags}, for example {@link CommandFlags#FUA}; the flag for a payload in an extended header is
     *     added
     * @return completed when the server has written
     */
    public CompletableFuture<@Nullable Void> write(long offset, ByteBuffer data, int flags) {
        return command(Commands.WRITE, payloadFlags(flags), offset, data.remaining(), data);
    }

    /**
     * {@code NBD_CMD_FLUSH}: makes what was written durable.
     *
     * @param flags {@link CommandFlags}; none is defined for it
     * @return completed when it is
     */
    public CompletableFuture<@Nullable Void> flush(int flags) {
        return command(Commands.FLUSH, flags, 0, 0);
    }

    /**
     * {@code NBD_CMD_TRIM}: declares a range as no longer needed.
     *
     * @param offset in the export, in bytes
     * @param length in bytes; more than 2^32-1 only with extended headers
     * @param flags {@link CommandFlags}, for example {@link CommandFlags#FUA}
     * @return completed when the server has taken note
     */
    public CompletableFuture<@Nullable Void> trim(long offset, long length, int flags) {
        return command(Commands.TRIM, flags, offset, length);
    }

    /**
     * {@code NBD_CMD_WRITE_ZEROES}: makes a range read as zeroes.
     *
     * @param offset in the export, in bytes
     * @param length in bytes; more than 2^32-1 only with extended headers
     * @param flags {@link CommandFlags}, for example {@link CommandFlags#NO_HOLE} or {@link CommandFlags#FAST_ZERO}
     * @return completed when it does
     */
    public CompletableFuture<@Nullable Void> writeZeroes(long offset, long length, int flags) {
        return command(Commands.WRITE_ZEROES, flags, offset, length);
    }

    /**
     * {@code NBD_CMD_CACHE}: announces that a range will be needed soon.
     *
     * @param offset in the export, in bytes
     * @param length in bytes; more than 2^32-1 only with extended headers
     * @param flags {@link CommandFlags}; none is defined for it
     * @return completed when the server has taken note
     */
    public CompletableFuture<@Nullable Void> cache(long offset, long length, int flags) {
        return command(Commands.CACHE, flags, offset, length);
    }

    /**
     * {@code NBD_CMD_BLOCK_STATUS}: the extents of a range, in all contexts that were chosen in the handshake.
     *
     * @param offset in the export, in bytes
     * @param length in bytes; more than 2^32-1 only with extended headers
     * @param flags {@link CommandFlags}, for example {@link CommandFlags#REQ_ONE}
     * @return the extents by the name of their context. They may cover less than the range, and the last may reach
     *     beyond it
     */
    public CompletableFuture<Map<String, List<Extent>>> blockStatus(long offset, long length, int flags) {
        FutureEnding<Map<String, List<Extent>>> end = new FutureEnding<>();
        submit(new PendingBlockStatus(
                request(Commands.BLOCK_STATUS, flags, offset, length), style, export.contexts(), end));
        return end;
    }

    /**
     * {@code NBD_CMD_BLOCK_STATUS} with a payload, which extended headers allow: the extents of a range in some contexts.
     *
     * @param offset in the export, in bytes
     * @param length in bytes
     * @param flags {@link CommandFlags}; the flag for a payload is added
     * @param contexts which ones, sent as they are
     * @return the extents by the name of their context
     */
    public CompletableFuture<Map<String, List<Extent>>> blockStatus(
            long offset, long length, int flags, List<MetaContext> contexts) {
        ByteBuffer payload = ByteBuffer.allocate(8 + 4 * contexts.size());
        payload.putLong(length);
        contexts.forEach(context -> payload.putInt(context.id()));
        payload.flip();
        int withPayload = flags | CommandFlags.PAYLOAD_LEN;
        FutureEnding<Map<String, List<Extent>>> end = new FutureEnding<>();
        Request request = new Request(
                Commands.BLOCK_STATUS, withPayload, nextCookie.getAndIncrement(), offset, length, payload.remaining());
        submit(new PendingBlockStatus(request, style, List.copyOf(contexts), end), payload);
        return end;
    }

    /**
     * Sends any request that is answered only with success or an error, or that the server should refuse.
     *
     * @param command a number of 16 bits, known or not
     * @param flags 16 bits, sent as they are
     * @param offset 64 bits, sent as they are
     * @param length 64 bits with extended headers, else 32; sent as it is
     * @param payload the bytes after the header, of any length; unmoved, and the caller's again when this method
     *     returns
     * @return completed when the server has reported success
     */
    public CompletableFuture<@Nullable Void> command(
            int command, int flags, long offset, long length, ByteBuffer... payload) {
        FutureEnding<@Nullable Void> end = new FutureEnding<>();
        submit(new PendingCommand(request(command, flags, offset, length), end), payload);
        return end;
    }

    // ---- For callers that bring a completion, and must not wait for the socket ----

    @Override
    void read(long offset, ByteBuffer into, Ending<ReadReply> end) {
        enqueue(new PendingRead(request(Commands.READ, 0, offset, into.remaining()), into, end), NOTHING);
    }

    @Override
    void write(long offset, ByteBuffer data, int flags, Ending<@Nullable Void> end) {
        enqueue(new PendingCommand(request(Commands.WRITE, payloadFlags(flags), offset, data.remaining()), end), data);
    }

    @Override
    void command(int command, int flags, long offset, long length, Ending<@Nullable Void> end) {
        enqueue(new PendingCommand(request(command, flags, offset, length), end), NOTHING);
    }

    @Override
    void blockStatus(long offset, long length, Ending<Map<String, List<Extent>>> end) {
        Request request = request(Commands.BLOCK_STATUS, 0, offset, length);
        enqueue(new PendingBlockStatus(request, style, export.contexts(), end), NOTHING);
    }

    private void enqueue(PendingReply<?> reply, ByteBuffer payload) {
        IOException end = unusable;
        if (end != null) {
            refuse(reply, end);
            return;
        }
        long cookie = reply.request.cookie();
        pending.put(cookie, reply);
        // The reading thread sets it after it has taken out all that were there, and then looks once more.
        if (drained && pending.remove(cookie, reply)) {
            IOException why = unusable;
            refuse(reply, why == null ? new IOException("the connection has ended") : why);
            return;
        }
        queue.add(new Outgoing(reply.request.encode(style), payload, reply.ending));
        // giveUp() sets it, then looks for requests; we add one, then look.
        if (givenUp) {
            closeQuietly();
        }
    }

    @Override
    void giveUp() {
        if (unusable == null) {
            unusable = new IOException(GIVEN_UP);
        }
        givenUp = true;
        if (!pending.isEmpty()) {
            closeQuietly();
        }
    }

    private void closeQuietly() {
        try {
            close(GIVEN_UP);
        } catch (IOException e) {
            // The connection is of no use any more, and each request says so.
        }
    }

    private static void refuse(PendingReply<?> reply, IOException cause) {
        reply.ending.sent();
        reply.ending.failed(Unanswered.cannotSend(reply.request, cause));
    }

    /** Ends the connection, since a part of a request may have been sent. */
    private void sendingFailed(IOException cause) {
        IOException failure = new IOException("cannot send: " + cause.getMessage(), cause);
        if (closedHere == null) {
            closedHere = failure;
        }
        unusable = failure;
        try {
            wire.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    void leave() throws IOException {
        CountDownLatch sent = new CountDownLatch(1);
        Request request = new Request(Commands.DISC, 0, 0, 0, 0);
        queue.add(new Outgoing(request.encode(style), NOTHING, new Farewell(sent)));
        try (this) {
            if (!sent.await(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * {@code NBD_CMD_DISC}: tells the server that no more requests follow. The server should answer the requests under
     * way, and then close the connection.
     *
     * @return {@link #ended()}
     */
    public CompletableFuture<@Nullable Void> disconnect() {
        Request request = new Request(Commands.DISC, 0, 0, 0, 0);
        synchronized (sending) {
            IOException end = unusable;
            if (end == null) {
                try {
                    wire.send(request.encode(style));
                    unusable = new IOException("NBD_CMD_DISC was sent, after which no request can be sent");
                } catch (IOException e) {
                    unusable = e;
                }
            }
        }
        return ended();
    }

    /**
     * The end of the connection.
     *
     * @return completed when the server has closed the connection between two messages and no request was under way;
     *     exceptionally if it ends in any other way
     */
    @Override
    public CompletableFuture<@Nullable Void> ended() {
        return ended.copy();
    }

    /** Ends the connection at once. Requests under way fail. */
    @Override
    public void close() throws IOException {
        close("this client closed the connection");
    }

    private void close(String why) throws IOException {
        IOException closed = new IOException(why);
        closedHere = closed;
        unusable = closed;
        try {
            wire.close();
        } finally {
            // The reading thread does it too, but perhaps much later, or never: it has still to load what it says then.
            queue.close();
        }
    }

    private int payloadFlags(int flags) {
        return style == ReplyStyle.EXTENDED ? flags | CommandFlags.PAYLOAD_LEN : flags;
    }

    private Request request(int command, int flags, long offset, long length) {
        return new Request(command, flags, nextCookie.getAndIncrement(), offset, length);
    }

    private void submit(PendingReply<?> reply, ByteBuffer... payload) {
        synchronized (sending) {
            long cookie = reply.request.cookie();
            ByteBuffer[] message = new ByteBuffer[payload.length + 1];
            message[0] = reply.request.encode(style);
            for (int i = 0; i < payload.length; i++) {
                message[i + 1] = payload[i].duplicate();
            }
            pending.put(cookie, reply);
            // Read after the reply was put into the map: the thread that ends the connection writes it before it takes
            // replies out.
            IOException end = unusable;
            if (end != null) {
                failPending(cookie, end);
                return;
            }
            try {
                wire.send(message);
            } catch (IOException e) {
                // Replies that the server has sent before must still be read: the reader will see how the connection
                // ends.
                unusable = e;
                failPending(cookie, e);
            }
        }
    }

    private void failPending(long cookie, IOException cause) {
        PendingReply<?> reply = pending.remove(cookie);
        if (reply != null) {
            reply.ending.failed(Unanswered.cannotSend(reply.request, cause));
        }
    }

    private void readReplies() {
        ReplyReader reader = new ReplyReader(wire, style, pending);
        try {
            while (reader.readMessage()) {}
            end(null);
        } catch (IOException e) {
            end(e);
        } catch (RuntimeException | Error e) {
            end(new IOException("the thread that reads replies failed with " + e, e));
        }
    }

    /**
     * Fails all requests under way.
     *
     * @param failure why, or null if the server closed the connection between two messages
     */
    private void end(@Nullable IOException failure) {
        IOException closed = closedHere;
        IOException reason = closed != null ? closed : failure;
        if (reason == null && !pending.isEmpty()) {
            reason = Unanswered.left(pending.values());
        }
        IOException forLater =
                reason != null ? reason : new ServerClosedException("the server has closed the connection");
        if (reason != null || unusable == null) {
            unusable = forLater;
        }
        try {
            wire.close();
        } catch (IOException e) {
            forLater.addSuppressed(e);
        }
        queue.close();
        failAll(forLater);
        drained = true;
        failAll(forLater);
        if (reason == null) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(reason);
        }
    }

    private void failAll(IOException cause) {
        Iterator<PendingReply<?>> replies = pending.values().iterator();
        while (replies.hasNext()) {
            PendingReply<?> reply = replies.next();
            replies.remove();
            reply.ending.failed(cause);
        }
    }
}
