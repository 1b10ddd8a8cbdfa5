// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.RequestFlags;
import dev.platter.engine.export.FilledRead;
import dev.platter.nbd.BlockStatus;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request, from the check of its header until it is answered: the client's parameters, the memory for its data, and
 * its outcome.
 *
 * <h2>Three ways to call a disk</h2>
 *
 * <p>A disk is always called in the form that takes a completion, and the request is that completion. Only the calling
 * thread and the recipient of the result differ:
 *
 * <ul>
 *   <li><b>Inline</b>: the event loop calls a disk that completes on return, and looks at {@link #hasEnded} afterwards.
 *       The same request object is reused for the next request, so nothing is allocated.
 *   <li><b>On a worker</b>: the worker calls a disk that completes on return, waiting for it if necessary.
 *   <li><b>Asynchronously</b>: the event loop calls, or a worker where the call may wait, and any thread completes.
 * </ul>
 *
 * <p>In the last two ways each request is an object of its own, which calls its listener when it has ended, exactly
 * once.
 *
 * <h2>Outcomes</h2>
 *
 * <p>{@link ReplyWriter} asks for the {@link Outcome} and its results; no other place decides by command what a reply
 * consists of.
 */
final class Request implements FilledRead {
    private static final VarHandle ENDED;

    static {
        try {
            ENDED = MethodHandles.lookup().findVarHandle(Request.class, "ended", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What the reply contains. */
    enum Outcome {
        /** The data of a read, and its holes. */
        DATA,
        /** Success, without a result. */
        DONE,
        /** The extents of each metadata context that the request names. */
        EXTENTS,
        /** The failure of the request. */
        ERROR
    }

    private final @Nullable Consumer<Request> listener;
    private final HoleList holes = new HoleList();
    private final ContextExtents extents = new ContextExtents();

    private int command;
    private int flags;
    private long cookie;
    private long offset;
    private long length;
    private @Nullable ByteBuf buffer;
    private int start;
    private @Nullable ByteBuffer data;
    private int dataStart;
    private int dataEnd;
    private @Nullable LandedPayload landed;
    private String reader = "the disk";
    private long claimed;
    private @Nullable PiecewiseRead whole;
    private long began;
    private @Nullable AsyncDisk disk;
    private @Nullable IOException failure;
    private boolean ended;

    /** Creates a request that ends before {@link #carryOut} returns, and may be reused then. */
    Request() {
        listener = null;
    }

    /**
     * Creates a request that may end later.
     *
     * @param listener is called once when the request has ended, by any thread
     */
    Request(Consumer<Request> listener) {
        this.listener = listener;
    }

    /**
     * Sets the parameters from a header, and discards everything of the request that this object was before.
     *
     * @param contexts the contexts that a block status asks for
     */
    Request take(RequestHeader header, List<MetaContext> contexts) {
        command = header.command();
        flags = header.flags();
        cookie = header.cookie();
        offset = header.offset();
        length = header.length();
        extents.begin(contexts);
        holes.begin((int) Math.min(length, Integer.MAX_VALUE));
        buffer = null;
        data = null;
        landed = null;
        claimed = 0;
        whole = null;
        reader = "the disk";
        failure = null;
        ended = false;
        return this;
    }

    /** Sets the bytes that the disk reads or fills; the caller owns their memory. */
    Request with(ByteBuffer data) {
        this.data = data;
        dataStart = data.position();
        dataEnd = data.limit();
        return this;
    }

    /**
     * Sets the memory of the data.
     *
     * @param buffer the payload of a write, or the buffer for the reply of a read
     * @param start the index in the buffer where that reply begins
     * @param data the bytes in the buffer that the disk reads or fills
     */
    Request with(ByteBuf buffer, int start, ByteBuffer data) {
        this.buffer = buffer;
        this.start = start;
        return with(data);
    }

    /** Sets the payload of a write in memory of the disk, which is committed when the request is carried out. */
    Request with(LandedPayload payload) {
        landed = payload;
        return this;
    }

    /** Sets how many bytes of the memory budget were obtained for it. */
    Request claimed(long bytes) {
        claimed = bytes;
        return this;
    }

    /** Makes it a part of a longer read, whose header it was taken from. */
    Request pieceOf(PiecewiseRead read, long offset, int length) {
        whole = read;
        this.offset = offset;
        this.length = length;
        holes.begin(length);
        return this;
    }

    /** The read that this is a piece of; null if it is whole. */
    @Nullable
    PiecewiseRead whole() {
        return whole;
    }

    /** Sets the time when it was submitted. */
    void begins(long now) {
        began = now;
    }

    int command() {
        return command;
    }

    long cookie() {
        return cookie;
    }

    long offset() {
        return offset;
    }

    long length() {
        return length;
    }

    /** The number of bytes that it writes and that need not be durable when it ends. */
    long cachedWrite() {
        return command == Commands.WRITE && (flags & CommandFlags.FUA) == 0 ? length : 0;
    }

    /** Whether the data of a read must be in one chunk. */
    boolean wantsOneChunk() {
        return (flags & CommandFlags.DF) != 0;
    }

    /** Gives memory of the disk back if the request has ended without having been carried out. */
    void abandonLanding() {
        if (landed != null) {
            landed.abandon();
        }
    }

    @Nullable
    ByteBuf buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    long claimed() {
        return claimed;
    }

    long began() {
        return began;
    }

    // ---- Running ----

    /** Calls the disk. When this returns, the request has ended or will end later. */
    void carryOut(AsyncDisk disk) {
        this.disk = disk;
        call(disk);
    }

    /** An exception from a disk fails this request only. */
    private void call(AsyncDisk of) {
        try {
            perform(of);
        } catch (RuntimeException | Error e) {
            end(new DiskException(NbdError.EIO, "unexpected " + e, e));
        }
    }

    private void perform(AsyncDisk of) {
        switch (command) {
            case Commands.READ -> of.read(data(), offset, holes, this);
            case Commands.WRITE -> write(of);
            case Commands.FLUSH -> of.flush(this);
            case Commands.TRIM -> of.trim(offset, length, RequestFlags.of(flags), this);
            case Commands.WRITE_ZEROES -> of.zero(offset, length, RequestFlags.of(flags), this);
            case Commands.CACHE -> of.cache(offset, length, this);
            default -> {
                String context = extents.nextName();
                ExtentList list = extents.next(offset, length, (flags & CommandFlags.REQ_ONE) != 0);
                if (context.equals(BlockStatus.BASE_ALLOCATION)) {
                    of.extents(offset, length, list, this);
                } else {
                    of.blockStatus(context, offset, length, list, this);
                }
            }
        }
    }

    /**
     * Has a disk read what it has at hand. Only for a read without listener.
     *
     * @return whether the request has ended
     */
    boolean tryToRead(Disk of) {
        try {
            if (!FilledRead.tryRead(reader, of, data(), offset, holes)) {
                return false;
            }
            end(null);
        } catch (IOException e) {
            end(e);
        } catch (RuntimeException | Error e) {
            end(new DiskException(NbdError.EIO, "unexpected " + e, e));
        }
        return true;
    }

    private void write(AsyncDisk of) {
        LandedPayload payload = landed;
        if (payload != null) {
            payload.commit(this);
        } else {
            of.write(data(), offset, RequestFlags.of(flags), this);
        }
    }

    private ByteBuffer data() {
        if (data == null) {
            throw new IllegalStateException(Commands.nameOf(command) + " has no data");
        }
        return data;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Equal bytes in another buffer are not what will be sent.
    public boolean passTo(String member, ByteBuffer into) {
        if (into != data || into.limit() != dataEnd) {
            return false;
        }
        reader = member;
        return true;
    }

    @Override
    public void succeeded() {
        AsyncDisk of = disk;
        ByteBuffer bytes = data;
        if (command == Commands.READ && bytes != null && bytes.position() != dataEnd) {
            end(FilledRead.unfilled(reader, bytes.position() - dataStart, dataEnd - dataStart, offset));
        } else if (command == Commands.BLOCK_STATUS && extents.hasNext() && of != null) {
            // The disk is asked for the contexts of one request one after the other.
            call(of);
        } else if (extents.hasEmpty()) {
            end(new DiskException(NbdError.EIO, "the disk has reported no extents at " + offset));
        } else {
            end(null);
        }
    }

    @Override
    public void failed(IOException error) {
        end(error);
    }

    private void end(@Nullable IOException error) {
        Consumer<Request> told = listener;
        if (told == null) {
            if (!ended) {
                failure = error;
                ended = true;
            }
        } else if (ENDED.compareAndSet(this, false, true)) {
            failure = error;
            told.accept(this);
        }
    }

    // ---- Outcome ----

    /**
     * Whether the disk has completed the request. For a request without listener, called on the thread that called the
     * disk.
     */
    boolean hasEnded() {
        return ended;
    }

    /** What to answer, once the request has ended. */
    Outcome outcome() {
        if (failure != null) {
            return Outcome.ERROR;
        }
        return switch (command) {
            case Commands.READ -> Outcome.DATA;
            case Commands.BLOCK_STATUS -> Outcome.EXTENTS;
            default -> Outcome.DONE;
        };
    }

    /** Why it failed, if it did. */
    @Nullable
    IOException failure() {
        return failure;
    }

    HoleList holes() {
        return holes;
    }

    ContextExtents extents() {
        return extents;
    }
}
