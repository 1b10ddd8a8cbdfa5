// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Tells Netty where to read to: into the event loop's own buffer, behind what the connection has kept of an unfinished
 * request, or straight into the buffer of a large write; during the handshake, into a small one. One read at a time: what
 * it brings is answered before the next. Each connection has one of these from its beginning, since Netty asks only once.
 */
public final class ReceiveBuffers implements RecvByteBufAllocator {
    /** Decides where the next bytes of a connection go. */
    interface Target {
        /** A buffer whose writable bytes the next read may fill; a reference of it is given away. */
        ByteBuf nextRead();
    }

    private static final int HANDSHAKE_BYTES = 4096;

    private Target target = () -> PooledByteBufAllocator.DEFAULT.directBuffer(HANDSHAKE_BYTES);

    /** For one connection, whose handshake is about to begin. */
    public ReceiveBuffers() {}

    /**
     * From now on each read gets a buffer of its own, since encrypted bytes are not parsed in place. On the event loop.
     *
     * @param bytes the capacity of each
     */
    public void fresh(int bytes) {
        target = () -> PooledByteBufAllocator.DEFAULT.directBuffer(bytes, bytes);
    }

    /**
     * Where the next bytes of the connection shall go, for a layer that reads the socket in its place. On the event loop.
     *
     * @return a buffer whose writable bytes may be filled before it is passed on; the caller gets a reference
     */
    public ByteBuf next() {
        return target.nextRead();
    }

    /** From now on the transmission decides. On the event loop. */
    void direct(Target to) {
        target = to;
    }

    @Override
    @SuppressWarnings("deprecation") // Netty's interface has no other form
    public Handle newHandle() {
        return new OneRead();
    }

    private final class OneRead implements ExtendedHandle {
        private int attempted;
        private int last;

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
        }

        @Override
        public void incMessagesRead(int messages) {
            // One read at a time: there is nothing to count.
        }

        @Override
        public void lastBytesRead(int bytes) {
            last = bytes;
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
            return false;
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
            return false;
        }

        @Override
        public void readComplete() {
            // Nothing is learnt from a read.
        }
    }
}
