// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the replies of one turn of a connection, so that they leave in one system call. Between turns it holds no
 * memory. Belongs to its event loop.
 */
final class ReplyBatch {
    /** From this many bytes on, replies leave before the end of the turn: the client copies them while the next ones are made. */
    private static final int EARLY = 128 * 1024;

    /** Fewer bytes than this are copied when they have to wait. */
    private static final int SMALL = 64 * 1024;

    private final Channel channel;
    private final Slabs slabs;
    private @Nullable Slab slab;
    private boolean written;
    private long bytes;

    ReplyBatch(Channel channel, Slabs slabs) {
        this.channel = channel;
        this.slabs = slabs;
    }

    /** Where to append a reply of at most that many bytes. */
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

    /** The part of what {@link #room} gave that begins at an index, for a disk to fill. */
    ByteBuffer window(int from, int to) {
        return slab.window(from, to);
    }

    /** Sends a reply that has a buffer of its own, which is given away; says when it has left, or will never. */
    ChannelFuture send(ByteBuf reply) {
        bytes += reply.readableBytes();
        written = true;
        return channel.write(reply);
    }

    /** How many bytes this turn has produced so far. */
    long bytes() {
        return bytes + (slab == null ? 0 : slab.bytes().writerIndex());
    }

    /** Ends the turn: everything goes to the socket, and no memory is held. */
    void flush() {
        if (slab != null) {
            handOver();
        }
        if (written) {
            written = false;
            channel.flush();
        }
        bytes = 0;
    }

    /** Whether replies of earlier turns wait, as these will. */
    private boolean clientIsSlow() {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        return unsent != null && unsent.totalPendingWriteBytes() > 0;
    }

    /** What waits for a client must not keep a whole slab from all others. */
    private ByteBuf copied(ByteBuf replies) {
        return channel.alloc().directBuffer(replies.readableBytes()).writeBytes(replies, 0, replies.writerIndex());
    }

    private void handOver() {
        ByteBuf all = slab.bytes();
        if (all.isReadable()) {
            boolean copy = all.readableBytes() < SMALL && clientIsSlow();
            bytes += all.readableBytes();
            written = true;
            // The slab itself; its indices are not used again until it has come back.
            channel.write(copy ? copied(all) : all.retain(), channel.voidPromise());
        }
        slabs.giveBack(slab);
        slab = null;
    }
}
