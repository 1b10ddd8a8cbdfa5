// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Tells Netty which buffer to read into: the event loop's own buffer, after the unfinished request that the connection
 * has kept; or the buffer of a large write; or, during the handshake, a small buffer. One read at a time: its requests
 * are answered before the next read. Each connection has such an object from its beginning, since Netty asks only once.
 */
public final class ReceiveBuffers implements RecvByteBufAllocator {
    /** Chooses the buffer for the next bytes of a connection. */
    interface Target {
        /** A buffer whose writable bytes the next read may fill; the caller gets a reference to it. */
        ByteBuf nextRead();

        /**
         * Whether the next read should follow at once: the previous one has filled its buffer, which is smaller than what is
         * known to come.
         *
         * @param bytes what was read since the socket became readable
         */
        default boolean readsOn(long bytes) {
            return false;
        }
    }

    private static final int HANDSHAKE_BYTES = 4096;

    private Target target = () -> PooledByteBufAllocator.DEFAULT.directBuffer(HANDSHAKE_BYTES);

    /** For one connection, before its handshake. */
    public ReceiveBuffers() {}

    /**
     * From now on each read gets a new buffer, since encrypted bytes are not parsed in place. Called on the event loop.
     *
     * @param bytes the capacity of each buffer
     */
    public void fresh(int bytes) {
        target = () -> PooledByteBufAllocator.DEFAULT.directBuffer(bytes, bytes);
    }

    /**
     * The buffer for the connection's next bytes, for a layer that reads the socket instead of Netty. Called on the
     * event loop.
     *
     * @return a buffer whose writable bytes may be filled before it is passed on; the caller gets a reference
     */
    public ByteBuf next() {
        return target.nextRead();
    }

    /** From now on {@code to} chooses the buffers. Called on the event loop. */
    void direct(Target to) {
        target = to;
    }

    @Override
    @SuppressWarnings("deprecation") // Netty's interface has no other form
    public Handle newHandle() {
        return new Reads();
    }

    private final class Reads implements ExtendedHandle {
        private int attempted;
        private int last;
        private long turn;

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return target.nextRead();
        }

        @Override
        public int guess() {
            return LoopMemory.RECEIVE_BYTES;
        }

        @Override
        public void reset(ChannelConfig config) {
            attempted = 0;
            last = 0;
            turn = 0;
        }

        @Override
        public void incMessagesRead(int messages) {
            // The number of reads does not matter.
        }

        /**
         * A connection whose reading is stopped is read once more when the client shuts its output down, and perhaps its
         * buffer is full then. Netty takes what the system says of a read without room for the end of input.
         */
        @Override
        public void lastBytesRead(int bytes) {
            last = attempted == 0 ? Math.max(0, bytes) : bytes;
            turn += Math.max(0, bytes);
        }

        @Override
        public int lastBytesRead() {
            return last;
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            attempted = bytes;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        @Override
        public boolean continueReading() {
            return last > 0 && last == attempted && target.readsOn(turn);
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
            return continueReading();
        }

        @Override
        public void readComplete() {
            // The size of a read does not influence the next one.
        }
    }
}
