// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the replies of one turn of a connection, so that they are sent in one system call. Between turns it holds no
 * memory. Used on the event loop.
 */
final class ReplyBatch {
    /**
     * From this many bytes on, replies are sent before the end of the turn: the client copies them while the next ones
     * are made.
     */
    private static final int EARLY = 128 * 1024;

    /** Fewer bytes than this are copied if they have to wait. */
    private static final int SMALL = 64 * 1024;

    private final Channel channel;
    private final Slabs slabs;
    private @Nullable Slab slab;
    private boolean written;
    private long bytes;
    private long parts;

    ReplyBatch(Channel channel, Slabs slabs) {
        this.channel = channel;
        this.slabs = slabs;
    }

    /** The buffer to append a reply of at most {@code atMost} bytes to. */
    ByteBuf room(int atMost) {
        if (slab != null && slab.bytes().writerIndex() >= EARLY) {
            handOver();
            written = false;
            channel.flush();
        } else if (slab != null && slab.bytes().writableBytes() < atMost) {
            handOver();
        }
        if (slab == null) {
            slab = slabs.take();
        }
        return slab.bytes();
    }

    /** A part of the buffer of {@link #room}, for a disk to fill. */
    ByteBuffer window(int from, int to) {
        return slab.window(from, to);
    }

    /**
     * Sends a reply that has a buffer of its own and takes ownership of it. The future completes when the reply was
     * sent, or fails.
     */
    ChannelFuture send(ByteBuf reply) {
        bytes += reply.readableBytes();
        written = true;
        return channel.write(reply);
    }

    /** A buffer of its own for a header that is followed by memory of a disk; the caller owns it. */
    ByteBuf small(int capacity) {
        return channel.alloc().directBuffer(capacity, capacity);
    }

    /** What buffers for this channel are allocated with. */
    ByteBufAllocator allocator() {
        return channel.alloc();
    }

    /**
     * Sends a part of a reply, and takes ownership of it. No other reply may come between the parts; {@link #endParts}
     * follows the last one.
     */
    void write(ByteBuf part) {
        write(part, part.readableBytes());
    }

    /** Sends a part of a reply that is not in memory. */
    void write(LentFile part) {
        write(part, (int) part.count());
    }

    private void write(Object part, int length) {
        bytes += length;
        parts += length;
        written = true;
        channel.write(part, channel.voidPromise());
    }

    /**
     * Ends a reply that was sent in parts. Long ones do not wait for the end of the turn: otherwise the channel would
     * seem to be full, and the reading of its socket would be stopped and started again for each.
     */
    void endParts() {
        if (parts >= EARLY) {
            parts = 0;
            written = false;
            channel.flush();
        }
    }

    /** The number of bytes that this turn has produced so far. */
    long bytes() {
        return bytes + (slab == null ? 0 : slab.bytes().writerIndex());
    }

    /** Ends the turn: everything is sent to the socket, and no memory is held. */
    void flush() {
        if (slab != null) {
            handOver();
        }
        if (written) {
            written = false;
            parts = 0;
            channel.flush();
        }
        bytes = 0;
    }

    /** Whether replies of earlier turns still wait, so that these will wait too. */
    private boolean clientIsSlow() {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        return unsent != null && unsent.totalPendingWriteBytes() > 0;
    }

    /** Copies replies that wait for a slow client, so that they do not keep a whole slab from other connections. */
    private ByteBuf copied(ByteBuf replies) {
        return channel.alloc().directBuffer(replies.readableBytes()).writeBytes(replies, 0, replies.writerIndex());
    }

    private void handOver() {
        ByteBuf all = slab.bytes();
        if (all.isReadable()) {
            boolean copy = all.readableBytes() < SMALL && clientIsSlow();
            bytes += all.readableBytes();
            written = true;
            // The slab's own buffer; its indices are not used again until Netty has released it.
            channel.write(copy ? copied(all) : all.retain(), channel.voidPromise());
        }
        slabs.giveBack(slab);
        slab = null;
    }
}
