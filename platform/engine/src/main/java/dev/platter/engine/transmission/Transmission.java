package dev.platter.engine.transmission;

import dev.platter.api.AsyncDisk;
import dev.platter.api.DiskException;
import dev.platter.api.ThreadModel;
import dev.platter.engine.netty.InboundHandler;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.Magic;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * One connection after its handshake.
 *
 * <h2>A turn</h2>
 *
 * <p>The socket is read once, into a buffer that belongs to the event loop; behind what this connection has kept of an
 * unfinished request, so that requests are parsed where they lie. All replies of a turn leave together. A connection
 * holds memory between turns only for what is unfinished.
 *
 * <h2>How a request is carried out</h2>
 *
 * <ul>
 *   <li><b>Inline</b>, if no member of the chain ever waits: on the event loop, into the batch of replies.
 *   <li><b>On a worker</b>, if one may wait, if its thread model wants one call at a time over all connections, or if
 *       the request is so large that other connections of this event loop would notice.
 *   <li><b>Asynchronously</b>, if the chain completes later.
 * </ul>
 *
 * <p>The last two make a {@link Request}, which comes back through a queue that any thread may add to; whoever finds the
 * event loop not yet told tells it, so many ends cost one wake-up.
 *
 * <h2>Back-pressure</h2>
 *
 * <p>While replies wait for the client, or too much is under way, requests stay unparsed and the socket unread. Nothing
 * is dropped; the client's own send blocks at last.
 */
public final class Transmission extends InboundHandler implements ReceiveBuffers.Target {
    /** The longest read or write, in bytes, as in nbdkit. */
    public static final int MAX_DATA = 64 * 1024 * 1024;

    private static final int REQUEST = 28;

    /** A write's payload up to this many bytes is waited for in the event loop's buffer; a longer one gets its own. */
    private static final int SMALL_PAYLOAD = 128 * 1024;

    /** The longest read or write that runs on the event loop. */
    private static final int LONGEST_INLINE = 1 << 20;

    /** After so many bytes of replies the other connections of the event loop get their turn. */
    private static final int TURN_BYTES = 1 << 20;

    /** A refused write's payload is read up to here; beyond, the connection is closed, as in nbdkit. */
    private static final long LONGEST_DISCARDED = 128L * 1024 * 1024;

    /** So long requests without data may keep the other connections waiting. */
    private static final long TURN_NANOS = 100_000;

    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(2 << 20, 8 << 20);
    private static final int MOST_OUTSTANDING = 4096;
    private static final long MOST_BYTES = 128L * 1024 * 1024;

    /** How long a queue may stand still before another worker is sent. */
    private static final long PATIENCE_MICROS = 200;

    private final Negotiated negotiated;
    private final LoopMemory memory;
    private final ReceiveBuffers receive;
    private final Runnable closed;
    private final System.Logger logger;
    private final FailureLog log;
    private final RequestCheck check;
    private final ReplyEncoder encoder;
    private final RequestQueue queue;
    private final boolean inline;
    private final boolean asynchronous;
    private final ConcurrentLinkedQueue<Request> ended = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean wakeUpSent = new AtomicBoolean();

    private @Nullable ChannelHandlerContext channel;
    private @Nullable ReplyBatch batch;
    private @Nullable InlineExecution execution;
    private @Nullable ByteBuf kept;
    private @Nullable LargeWrite large;
    private long toDiscard;
    private long turnBegan;
    private int others;
    private int outstanding;
    private long bytesUnderWay;
    private boolean watching;
    private boolean paused;
    private boolean turnOver;
    private boolean draining;
    private boolean leaving;
    private boolean gone;
    private boolean inactive;
    private boolean inputEnded;
    private boolean diskClosed;

    /**
     * Takes a connection over.
     *
     * @param negotiated what was agreed on; the disk is closed when the connection has gone
     * @param memory what connections of this event loop share
     * @param receive where the connection is read to
     * @param logger where to log
     * @param closed runs when the disk was closed
     */
    public Transmission(
            Negotiated negotiated, LoopMemory memory, ReceiveBuffers receive, System.Logger logger, Runnable closed) {
        this.negotiated = negotiated;
        this.memory = memory;
        this.receive = receive;
        this.closed = closed;
        this.logger = logger;
        log = new FailureLog(logger);
        logger.log(
                System.Logger.Level.DEBUG,
                "transmission: size=" + negotiated.disk().size() + " flags=0x" + Integer.toHexString(negotiated.flags())
                        + " replies=" + negotiated.style());
        check = new RequestCheck(negotiated);
        encoder = negotiated.style() == ReplyStyle.SIMPLE ? new SimpleReplies() : new StructuredReplies();
        ThreadModel model = negotiated.chain().threadModel();
        boolean oneByOne = model.compareTo(ThreadModel.SERIALIZE_ALL_REQUESTS) <= 0;
        boolean waits = negotiated.disk().blocking() || oneByOne;
        asynchronous = !waits && negotiated.disk().asynchronous() && model == ThreadModel.PARALLEL;
        inline = !waits && !negotiated.disk().asynchronous() && model == ThreadModel.PARALLEL;
        queue = new RequestQueue(
                negotiated.chain().workers(),
                model == ThreadModel.PARALLEL ? negotiated.chain().threads() : 1,
                oneByOne
                        ? this::carryOutAlone
                        : request -> request.carryOut(negotiated.disk().disk()));
    }

    private void carryOutAlone(Request request) {
        Lock lock = negotiated.chain().oneAtATime();
        lock.lock();
        try {
            request.carryOut(negotiated.disk().disk());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context;
        batch = new ReplyBatch(context, memory.slabs());
        execution = new InlineExecution(negotiated.disk().disk(), negotiated.contexts(), encoder, batch, log);
        receive.direct(this);
        context.channel().config().setWriteBufferWaterMark(UNSENT);
    }

    // ---- Reading ----

    @Override
    public ByteBuf nextRead() {
        if (large != null) {
            return large.buffer().retain();
        }
        ByteBuf receive = memory.receive().bytes().clear();
        if (kept != null) {
            receive.writeBytes(kept, kept.readerIndex(), kept.readableBytes());
        }
        return receive.retain();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (large != null) {
                if (!in.isWritable()) {
                    LargeWrite complete = large;
                    large = null;
                    dispatchLarge(complete);
                }
            } else {
                dropKept();
                parse(in);
            }
        } finally {
            in.release();
        }
        endTurn();
    }

    /** Takes what came behind the handshake in the same read. */
    public void begin(ByteBuf rest) {
        if (rest.isReadable()) {
            keep(rest);
            resume();
        }
    }

    private void resume() {
        if (kept != null && !gone) {
            ByteBuf in = nextRead();
            dropKept();
            try {
                parse(in);
            } finally {
                in.release();
            }
        }
        endTurn();
    }

    private void endTurn() {
        queue.wake();
        batch().flush();
        if (turnOver) {
            turnOver = false;
            comeBack();
        } else if (inputEnded && !paused && !leaving) {
            // No goodbye: what filters have put off for the client need not be waited for.
            leaving = true;
            negotiated.disk().abandon();
        }
        watch();
        leaveIfDone();
    }

    /** Goes on when the event loop has looked at its other connections; a task alone would run before that. */
    private void comeBack() {
        EventLoop loop = channel().channel().eventLoop();
        Runnable resume = () -> guarded(this::resume);
        if (loop instanceof SingleThreadEventLoop single) {
            single.executeAfterEventLoopIteration(() -> loop.execute(resume));
        } else {
            loop.execute(resume);
        }
    }

    /** What goes wrong in a task would otherwise leave a connection that nobody reads and nobody closes. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            exceptionCaught(channel(), e);
        }
    }

    /** The client sends no more, and may wait for what is under way. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            endInput();
        }
    }

    /** Says that nothing more will be read. On the event loop. */
    public void endInput() {
        if (!inputEnded) {
            inputEnded = true;
            releaseLarge();
            endTurn();
        }
    }

    private void releaseLarge() {
        if (large != null) {
            large.release();
            large = null;
        }
    }

    private void parse(ByteBuf in) {
        turnBegan = System.nanoTime();
        others = 0;
        while (!leaving) {
            if (toDiscard > 0) {
                int skipped = (int) Math.min(toDiscard, in.readableBytes());
                in.skipBytes(skipped);
                toDiscard -= skipped;
            }
            if (in.readableBytes() < REQUEST || mustWait() || !parseOne(in)) {
                break;
            }
        }
        if (in.isReadable() && !leaving) {
            keep(in);
        }
    }

    private boolean mustWait() {
        if (batch().bytes() >= TURN_BYTES || (others > 0 && System.nanoTime() - turnBegan > TURN_NANOS)) {
            turnOver = true;
            return true;
        }
        if (isOverloaded()) {
            pause();
            return true;
        }
        return false;
    }

    private boolean isOverloaded() {
        return outstanding >= MOST_OUTSTANDING
                || bytesUnderWay >= MOST_BYTES
                || !channel().channel().isWritable();
    }

    /** Parses a request if all of it is there that must be; says whether there may be another behind it. */
    private boolean parseOne(ByteBuf in) {
        int at = in.readerIndex();
        if (in.getInt(at) != (int) Magic.REQUEST) {
            logger.log(
                    System.Logger.Level.ERROR,
                    "invalid request: its magic number is 0x" + Integer.toHexString(in.getInt(at)) + ", not 0x"
                            + Long.toHexString(Magic.REQUEST) + "; the connection is closed");
            leaving = true;
            return false;
        }
        int flags = in.getUnsignedShort(at + 4);
        int command = in.getUnsignedShort(at + 6);
        long cookie = in.getLong(at + 8);
        long offset = in.getLong(at + 16);
        long length = in.getUnsignedInt(at + 24);
        if (command == Commands.DISC) {
            leaving = true;
            return false;
        }
        boolean accepted = !draining && check.accepts(command, flags, offset, length);
        if (!accepted && isRefused(in, command, flags, cookie, offset, length)) {
            return !leaving;
        }
        if (command != Commands.WRITE) {
            in.readerIndex(at + REQUEST);
            dispatch(command, flags, cookie, offset, length);
            return true;
        }
        return parseWrite(in, at, flags, cookie, offset, (int) length);
    }

    private boolean isRefused(ByteBuf in, int command, int flags, long cookie, long offset, long length) {
        Optional<DiskException> refusal = draining
                ? Optional.of(new DiskException(NbdError.ESHUTDOWN, "the server is shutting down"))
                : check.refusal(command, flags, offset, length);
        if (refusal.isEmpty()) {
            return false;
        }
        in.skipBytes(REQUEST);
        if (command == Commands.WRITE) {
            if (length > LONGEST_DISCARDED) {
                logger.log(
                        System.Logger.Level.ERROR,
                        "a write of " + length + " bytes: the longest that is served has " + MAX_DATA
                                + "; the connection is closed");
                leaving = true;
                return true;
            }
            toDiscard = length;
        }
        DiskException error = refusal.get();
        log.refused(command, offset, length, error);
        encoder.error(batch().room(encoder.atMost()), cookie, error.error(), Errors.sentenceOf(error));
        return true;
    }

    private boolean parseWrite(ByteBuf in, int at, int flags, long cookie, long offset, int length) {
        int there = in.readableBytes() - REQUEST;
        if (there >= length && length <= LONGEST_INLINE && inline) {
            in.readerIndex(at + REQUEST + length);
            execution().write(flags, cookie, offset, memory.receive().window(at + REQUEST, at + REQUEST + length));
            return true;
        }
        if (there < length && length <= SMALL_PAYLOAD) {
            return false;
        }
        in.readerIndex(at + REQUEST);
        LargeWrite write = LargeWrite.begin(memory.slabs(), inline, flags, cookie, offset, length);
        write.buffer().writeBytes(in, Math.min(there, length));
        if (there < length) {
            large = write;
            return false;
        }
        dispatchLarge(write);
        return true;
    }

    private void keep(ByteBuf in) {
        ByteBuf rest = PooledByteBufAllocator.DEFAULT.directBuffer(in.readableBytes());
        rest.writeBytes(in, in.readerIndex(), in.readableBytes());
        kept = rest;
    }

    private void dropKept() {
        if (kept != null) {
            kept.release();
            kept = null;
        }
    }

    // ---- Carrying out ----

    private void dispatch(int command, int flags, long cookie, long offset, long length) {
        if (inline && command == Commands.READ && length <= LONGEST_INLINE) {
            execution().read(flags, cookie, offset, (int) length);
            return;
        }
        if (inline && command != Commands.READ && (length <= LONGEST_INLINE || command == Commands.BLOCK_STATUS)) {
            others++;
            execution().other(command, flags, cookie, offset, length);
            return;
        }
        ByteBuf buffer = null;
        ByteBuffer data = null;
        if (command == Commands.READ) {
            int from = encoder.beforeData();
            buffer = PooledByteBufAllocator.DEFAULT.directBuffer(from + (int) length + encoder.atMost());
            data = buffer.nioBuffer(from, (int) length);
        }
        submit(new Request(
                command, flags, cookie, offset, length, negotiated.contexts(), buffer, data, this::requestEnded));
    }

    private void dispatchLarge(LargeWrite write) {
        if (inline && write.length() <= LONGEST_INLINE) {
            execution().write(write.flags(), write.cookie(), write.offset(), write.data());
            write.release();
        } else {
            submit(new Request(
                    Commands.WRITE,
                    write.flags(),
                    write.cookie(),
                    write.offset(),
                    write.length(),
                    negotiated.contexts(),
                    write.buffer(),
                    write.data(),
                    this::requestEnded));
        }
    }

    private void submit(Request request) {
        outstanding++;
        bytesUnderWay += request.weight();
        if (asynchronous && negotiated.disk().disk() instanceof AsyncDisk disk) {
            request.start(disk);
        } else {
            queue.add(request);
        }
    }

    private void watch() {
        if (!watching && outstanding > 1 && !asynchronous) {
            watching = true;
            channel().channel().eventLoop().schedule(() -> guarded(this::look), PATIENCE_MICROS, TimeUnit.MICROSECONDS);
        }
    }

    private void look() {
        watching = false;
        if (queue.help()) {
            watch();
        }
    }

    /** Called by any thread. */
    private void requestEnded(Request request) {
        ended.add(request);
        if (wakeUpSent.compareAndSet(false, true)) {
            channel().channel().eventLoop().execute(() -> guarded(this::answerEnded));
        }
    }

    private void answerEnded() {
        wakeUpSent.set(false);
        for (Request request = ended.poll(); request != null; request = ended.poll()) {
            outstanding--;
            bytesUnderWay -= request.weight();
            if (gone) {
                release(request.buffer());
            } else {
                answer(request);
            }
        }
        if (!gone) {
            batch().flush();
        }
        resumeIfPaused();
        leaveIfDone();
    }

    private void answer(Request request) {
        IOException failure = request.failure();
        ByteBuf buffer = request.buffer();
        if (failure == null && request.command() == Commands.READ && buffer != null) {
            boolean oneChunk = (request.flags() & CommandFlags.DF) != 0;
            encoder.data(
                    buffer, 0, request.cookie(), request.offset(), (int) request.length(), request.holes(), oneChunk);
            batch().send(buffer);
            return;
        }
        release(buffer);
        if (failure == null && request.command() == Commands.BLOCK_STATUS) {
            failure = answerExtents(request);
        } else if (failure == null) {
            encoder.done(batch().room(encoder.atMost()), request.cookie());
        }
        if (failure != null) {
            log.failed(request.command(), request.offset(), request.length(), failure);
            encoder.error(
                    batch().room(encoder.atMost()),
                    request.cookie(),
                    Errors.numberOf(failure),
                    Errors.sentenceOf(failure));
        }
    }

    private @Nullable IOException answerExtents(Request request) {
        for (ExtentList extents : request.extents()) {
            if (extents.count() == 0) {
                return new DiskException(NbdError.EIO, "the disk has reported no extents at " + request.offset());
            }
        }
        for (int i = 0; i < request.extents().size(); i++) {
            ExtentList extents = request.extents().get(i);
            encoder.extents(
                    batch().room(encoder.atMost() + Long.BYTES * extents.count()),
                    request.cookie(),
                    negotiated.contexts().get(i).id(),
                    extents,
                    i == request.extents().size() - 1);
        }
        return null;
    }

    private static void release(@Nullable ByteBuf buffer) {
        if (buffer != null) {
            buffer.release();
        }
    }

    // ---- Pausing and leaving ----

    private void pause() {
        if (!paused) {
            paused = true;
            channel().channel().config().setAutoRead(false);
        }
    }

    private void resumeIfPaused() {
        if (paused && !gone && !isOverloaded()) {
            paused = false;
            channel().channel().config().setAutoRead(true);
            resume();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        resumeIfPaused();
    }

    /** Answers what is under way, refuses what comes, and closes the connection. Called on the event loop. */
    public void drain() {
        draining = true;
        leaveIfDone();
    }

    private void leaveIfDone() {
        if (outstanding > 0) {
            return;
        }
        if ((leaving || draining) && !gone) {
            gone = true;
            channel()
                    .writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(written -> channel().close());
        }
        if (inactive && !diskClosed) {
            diskClosed = true;
            closeDisk();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone = true;
        inactive = true;
        negotiated.disk().abandon();
        dropKept();
        releaseLarge();
        leaveIfDone();
    }

    private void closeDisk() {
        negotiated.chain().openers().execute(() -> {
            try {
                logger.log(System.Logger.Level.DEBUG, "close");
                negotiated.disk().close();
            } catch (IOException | RuntimeException | Error e) {
                logger.log(System.Logger.Level.ERROR, "could not close the disk in good order: " + e.getMessage(), e);
            } finally {
                closed.run();
            }
        });
    }

    /** A client that vanishes is nothing to report. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            logger.log(System.Logger.Level.ERROR, "unexpected " + cause + "; the connection is closed", cause);
        }
        context.close();
    }

    private ChannelHandlerContext channel() {
        return present(channel);
    }

    private ReplyBatch batch() {
        return present(batch);
    }

    private InlineExecution execution() {
        return present(execution);
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("not part of a pipeline yet");
        }
        return value;
    }
}
