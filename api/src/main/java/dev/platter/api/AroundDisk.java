// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A disk that treats every request alike, whatever its kind: lets some fail, delays them, counts or logs them. One
 * method sees them all:
 *
 * {@snippet :
 * final class CountingDisk extends AroundDisk {
 *     @Override
 *     protected void around(Operation operation, Call call) {
 *         requests.increment();
 *         call.proceed();
 *     }
 * }
 * }
 *
 * <p>As every {@link ForwardingAsyncDisk}, it is written once, with completions, and is asynchronous, inline or
 * blocking as the disk behind it is. If {@link #around} has always gone on with a call, or completed it, by the time it
 * returns, override {@link #completesOnReturn()} with that of {@link #next()}: the server then saves its book-keeping.
 *
 * @since 0.1
 */
public abstract class AroundDisk extends ForwardingAsyncDisk {
    /**
     * Puts a disk in front of another.
     *
     * @param next the disk behind, asynchronous or not; it is closed with this one
     */
    protected AroundDisk(Disk next) {
        super(next);
    }

    /**
     * Whether {@link #around} shall see a request. One that it need not see goes on as it is, and costs no object.
     * Called once for each request before anything else; it must not throw, and must not wait unless {@link
     * #blocking()} says so.
     *
     * @param operation the kind of the request
     * @return false to pass the request on; the default is true
     */
    protected boolean concerns(Operation operation) {
        return true;
    }

    /**
     * Carries out a request: goes on with the call exactly once, now or later, on any thread; or completes it. The same
     * rules hold as for the methods of an {@link AsyncDisk}: this must not throw, and must not wait unless {@link
     * #blocking()} says so.
     *
     * @param operation the kind of the request
     * @param call the request, which belongs to this method until it goes on or completes it
     */
    protected abstract void around(Operation operation, Call call);

    /**
     * A request on its way to the disk behind. It is not for use by several threads at a time, but may be handed from
     * one to another.
     *
     * @since 0.1
     */
    public static final class Call {
        private final AsyncDisk next;
        private final Operation operation;
        private final long offset;
        private final long length;
        private final RequestFlags flags;
        private final @Nullable ByteBuffer buffer;
        private final @Nullable Object sink;
        private final String context;
        private final Completion completion;

        private Call(
                AsyncDisk next,
                Operation operation,
                long offset,
                long length,
                RequestFlags flags,
                @Nullable ByteBuffer buffer,
                @Nullable Object sink,
                String context,
                Completion completion) {
            this.next = next;
            this.operation = operation;
            this.offset = offset;
            this.length = length;
            this.flags = flags;
            this.buffer = buffer;
            this.sink = sink;
            this.context = context;
            this.completion = completion;
        }

        /**
         * Where the range begins.
         *
         * @return the offset in bytes; 0 for a flush, which has no range
         */
        public long offset() {
            return offset;
        }

        /**
         * How long the range is.
         *
         * @return the length in bytes; 0 for a flush
         */
        public long length() {
            return length;
        }

        /**
         * The flags of the request.
         *
         * @return the flags; {@link RequestFlags#NONE} for a kind that has none
         */
        public RequestFlags flags() {
            return flags;
        }

        /**
         * The metadata context that a {@link Operation#BLOCK_STATUS} asks for.
         *
         * @return its name; empty for every other kind
         */
        public String context() {
            return context;
        }

        /**
         * What is told how the request ended. A disk that does not go on with the call completes it, exactly once.
         *
         * @return the completion that came with the request
         */
        public Completion completion() {
            return completion;
        }

        /** Goes on: the disk behind carries out the request, and tells {@link #completion()} itself. */
        public void proceed() {
            proceed(completion);
        }

        /**
         * Goes on, and looks at the result.
         *
         * @param end is told by the disk behind how the request ended; it tells {@link #completion()} in turn
         */
        public void proceed(Completion end) {
            switch (operation) {
                case READ -> next.read(buffer(), offset, (HoleSink) sink(), end);
                case WRITE -> next.write(buffer(), offset, flags, end);
                case FLUSH -> next.flush(end);
                case TRIM -> next.trim(offset, length, flags, end);
                case ZERO -> next.zero(offset, length, flags, end);
                case CACHE -> next.cache(offset, length, end);
                case EXTENTS -> next.extents(offset, length, (ExtentSink) sink(), end);
                case BLOCK_STATUS -> next.blockStatus(context, offset, length, (ExtentSink) sink(), end);
            }
        }

        /**
         * Goes on, and looks at the extents that are reported.
         *
         * @param extents takes them in place of the {@link #extentSink()}, to which it passes them on
         * @param end as in {@link #proceed(Completion)}
         * @throws IllegalStateException if the request does not ask for extents
         */
        public void proceed(ExtentSink extents, Completion end) {
            extentSink();
            if (operation == Operation.EXTENTS) {
                next.extents(offset, length, extents, end);
            } else {
                next.blockStatus(context, offset, length, extents, end);
            }
        }

        /**
         * What takes the extents of an {@link Operation#EXTENTS} or {@link Operation#BLOCK_STATUS}.
         *
         * @return the sink that came with the request
         * @throws IllegalStateException if the request does not ask for extents
         */
        public ExtentSink extentSink() {
            if (sink instanceof ExtentSink extents) {
                return extents;
            }
            throw new IllegalStateException(operation + " has no extents");
        }

        private ByteBuffer buffer() {
            if (buffer == null) {
                throw new IllegalStateException(operation + " has no buffer");
            }
            return buffer;
        }

        private Object sink() {
            if (sink == null) {
                throw new IllegalStateException(operation + " has no sink");
            }
            return sink;
        }

        @Override
        public String toString() {
            return operation + " of " + length + " bytes at " + offset;
        }
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        if (concerns(Operation.READ)) {
            around(
                    Operation.READ,
                    new Call(
                            next(),
                            Operation.READ,
                            offset,
                            into.remaining(),
                            RequestFlags.NONE,
                            into,
                            holes,
                            "",
                            completion));
        } else {
            next().read(into, offset, holes, completion);
        }
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        if (concerns(Operation.WRITE)) {
            around(
                    Operation.WRITE,
                    new Call(next(), Operation.WRITE, offset, from.remaining(), flags, from, null, "", completion));
        } else {
            next().write(from, offset, flags, completion);
        }
    }

    @Override
    public void flush(Completion completion) {
        if (concerns(Operation.FLUSH)) {
            begin(Operation.FLUSH, 0, 0, RequestFlags.NONE, completion);
        } else {
            next().flush(completion);
        }
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        if (concerns(Operation.TRIM)) {
            begin(Operation.TRIM, offset, length, flags, completion);
        } else {
            next().trim(offset, length, flags, completion);
        }
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        if (concerns(Operation.ZERO)) {
            begin(Operation.ZERO, offset, length, flags, completion);
        } else {
            next().zero(offset, length, flags, completion);
        }
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        if (concerns(Operation.CACHE)) {
            begin(Operation.CACHE, offset, length, RequestFlags.NONE, completion);
        } else {
            next().cache(offset, length, completion);
        }
    }

    private void begin(Operation operation, long offset, long length, RequestFlags flags, Completion completion) {
        around(operation, new Call(next(), operation, offset, length, flags, null, null, "", completion));
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        if (concerns(Operation.EXTENTS)) {
            ask(Operation.EXTENTS, "", offset, length, sink, completion);
        } else {
            next().extents(offset, length, sink, completion);
        }
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink, Completion completion) {
        if (concerns(Operation.BLOCK_STATUS)) {
            ask(Operation.BLOCK_STATUS, context, offset, length, sink, completion);
        } else {
            next().blockStatus(context, offset, length, sink, completion);
        }
    }

    private void ask(
            Operation operation, String context, long offset, long length, ExtentSink sink, Completion completion) {
        around(
                operation,
                new Call(next(), operation, offset, length, RequestFlags.NONE, null, sink, context, completion));
    }
}
