// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import java.nio.ByteBuffer;

/**
 * Memory that a disk lends, as a message that waits in the channel until the socket takes it.
 *
 * <h2>Exchanging the memory while it waits</h2>
 *
 * <p>A loan must be short, and a client may be slow. Then the disk must get its memory back although Netty still has the
 * message in its outbound buffer, from which nothing can be taken out. So the message stays and gets other memory:
 * {@link #keepCopy} replaces the lent memory by a copy, and a later attempt to send the message, even through a slice
 * of it, finds the copy. For that the class uses what every growing buffer does: setting a larger {@link #capacity(int)}
 * copies the contents into fresh memory. One byte of room above the lent bytes makes that possible. Keeping lent pieces
 * out of the outbound buffer until the socket can take them would need a second queue with its own order, watermarks and
 * failures.
 *
 * <p>This is safe with epoll and kqueue: they ask a message for its address anew at each attempt to send it, on the event
 * loop, where the exchange happens too. It is not with a transport that keeps addresses from one attempt to the next, be
 * it in the system, as io_uring does, or in the outbound buffer, as NIO does with {@link ByteBuffer}s of what it has sent in
 * part; so nothing is lent there.
 *
 * <h2>Nobody writes into it</h2>
 *
 * <p>The writer index is at the end of the lent memory, so an append (TLS gathers short messages that way) first grows
 * the buffer, and so leaves the lent memory alone.
 *
 * <p>When Netty releases the message the memory is returned: sent, encrypted, or dropped with the connection. The end of
 * the write would be later than necessary over TLS, and would not come for a message that was never flushed.
 */
final class LentBytes extends UnpooledDirectByteBuf implements LentMessage {
    private final LentRead read;
    private boolean lent = true;

    /**
     * Takes memory from its position to its limit.
     *
     * @param read is told once that the memory is no longer used
     */
    LentBytes(ByteBufAllocator allocator, ByteBuffer memory, LentRead read) {
        super(allocator, memory, Math.addExact(memory.remaining(), 1));
        this.read = read;
    }

    @Override
    public int length() {
        return maxCapacity() - 1;
    }

    @Override
    public void keepCopy() {
        if (lent) {
            capacity(maxCapacity());
            giveBack();
        }
    }

    @Override
    protected void deallocate() {
        super.deallocate();
        giveBack();
    }

    private void giveBack() {
        if (lent) {
            lent = false;
            read.pieceReturned(this);
        }
    }
}
