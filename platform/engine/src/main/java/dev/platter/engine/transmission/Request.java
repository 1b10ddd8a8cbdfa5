// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.api.RequestFlags;
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
 * A request, from when its header was checked until it is answered: what the client wants, the memory that its data
 * stands in, and its outcome.
 *
 * <h2>One call, three ways to make it</h2>
 *
 * <p>A disk is always called in the form that takes a completion, and the request is that completion. What differs is
 * which thread calls and who is told of the end:
 *
 * <ul>
 *   <li><b>Inline</b> the event loop calls a disk that completes on return, and looks at {@link #hasEnded} afterwards.
 *       Such a request is used again for the next one, so that nothing is allocated.
 *   <li><b>On a worker</b> the worker calls a disk that completes on return, after it has waited.
 *   <li><b>Asynchronously</b> the event loop calls, and any thread completes.
 * </ul>
 *
 * <p>The last two make a request of their own, which tells its listener of its end, exactly once.
 *
 * <h2>Outcomes</h2>
 *
 * <p>{@link ReplyWriter} asks for the {@link Outcome} and for what belongs to it; no other place decides by command what a
 * reply consists of. A read that gets memory from the disk instead of filling ours, and a write whose payload landed in
 * the disk's own memory, will be further outcomes, not further ways through the code.
 */
final class Request implements Completion {
    private static final VarHandle ENDED;

    static {
        try {
            ENDED = MethodHandles.lookup().findVarHandle(Request.class, "ended", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What the reply will say. */
    enum Outcome {
        /** The data of a read, and its holes. */
        DATA,
        /** Nothing but success. */
        DONE,
        /** The extents of each metadata context that was asked for. */
        EXTENTS,
        /** That the request failed. */
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
    private long claimed;
    private long began;
    private @Nullable AsyncDisk disk;
    private @Nullable IOException failure;
    private boolean ended;

    /** A request that ends before {@link #carryOut} returns, and may be used again then. */
    Request() {
        listener = null;
    }

    /**
     * A request that may end later.
     *
     * @param listener is told of its end once, by any thread
     */
    Request(Consumer<Request> listener) {
        this.listener = listener;
    }

    /**
     * Takes over what a header says. Nothing remains of the request that this was before.
     *
     * @param contexts what a block status is to tell of
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
        claimed = 0;
        failure = null;
        ended = false;
        return this;
    }

    /** Sets the bytes that the disk takes or fills, in memory that others look after. */
    Request with(ByteBuffer data) {
        this.data = data;
        return this;
    }

    /**
     * Sets the memory of the data.
     *
     * @param buffer the payload of a write, or where the reply of a read is put together
     * @param start where in it that reply begins
     * @param data the bytes in it that the disk takes or fills
     */
    Request with(ByteBuf buffer, int start, ByteBuffer data) {
        this.buffer = buffer;
        this.start = start;
        this.data = data;
        return this;
    }

    /** Notes how many bytes of the memory budget were obtained for it. */
    Request claimed(long bytes) {
        claimed = bytes;
        return this;
    }

    /** Notes when it was submitted. */
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

    /** Whether the data of a read has to come in one piece. */
    boolean wantsOneChunk() {
        return (flags & CommandFlags.DF) != 0;
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

    // ---- Carrying out ----

    /** Calls the disk. The request has ended when this returns, or ends later. */
    void carryOut(AsyncDisk disk) {
        this.disk = disk;
        call(disk);
    }

    /** Whatever escapes from a disk is the end of this request alone. */
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
            case Commands.WRITE -> of.write(data(), offset, RequestFlags.of(flags), this);
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

    private ByteBuffer data() {
        if (data == null) {
            throw new IllegalStateException(Commands.nameOf(command) + " has no data");
        }
        return data;
    }

    @Override
    public void succeeded() {
        AsyncDisk of = disk;
        if (command == Commands.BLOCK_STATUS && extents.hasNext() && of != null) {
            // The contexts of one request are asked for one after the other.
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

    /** Whether the disk has completed it. Of a request without listener, on the thread that called the disk. */
    boolean hasEnded() {
        return ended;
    }

    /** What to answer, once it has ended. */
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
