// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.FileRegion;
import io.netty.util.AbstractReferenceCounted;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file that a disk lends, with the header before it, as a message that waits in the channel until the socket
 * takes it. The system sends the file's pages without copying them, and so refers to them until the client has received
 * them; {@link dev.platter.api.Loan#file} says what that means for the disk.
 *
 * <p>For a slow client, or a hand-over, {@link #keepCopy} reads what is unsent into memory and sends that instead, so
 * that the loan can be returned. The bytes were in the system's cache a moment ago, so this does not wait for storage.
 *
 * <p>A file that ends before the part does leaves a reply without its end, so the connection is closed. Used on the
 * event loop.
 */
final class LentFile extends AbstractReferenceCounted implements FileRegion, LentMessage {
    private final LentRead read;
    private final ByteBufAllocator allocator;
    private final FileOutlet outlet;
    private final ByteBuf header;
    private final int headerLength;
    private final LentRead.FilePart part;
    private final int length;
    private long transferred;
    private boolean lent = true;
    private @Nullable ByteBuf copy;
    private @Nullable IOException failure;

    /**
     * Takes ownership of the header.
     *
     * @param read is told once that the file is no longer used
     * @param header what is sent before the part; may be empty
     */
    LentFile(
            LentRead read,
            ByteBufAllocator allocator,
            FileOutlet outlet,
            ByteBuf header,
            LentRead.FilePart part,
            int length) {
        this.read = read;
        this.allocator = allocator;
        this.outlet = outlet;
        this.header = header;
        headerLength = header.readableBytes();
        this.part = part;
        this.length = length;
    }

    @Override
    public int length() {
        return length;
    }

    // ---- Sending ----

    @Override
    public long transferTo(WritableByteChannel target, long at) throws IOException {
        if (failure != null) {
            throw failure;
        }
        long before = transferred;
        if (transferred < headerLength) {
            int sent = (int) transferred;
            long address = header.memoryAddress() + header.readerIndex() + sent;
            sent(outlet.sender().header(socket(), address, headerLength - sent));
        }
        if (transferred >= headerLength && copy != null) {
            sendCopy(copy, target);
        } else if (transferred >= headerLength && transferred < count()) {
            sendFile();
        }
        if (transferred == count()) {
            giveBack();
        }
        return transferred - before;
    }

    private void sendFile() throws IOException {
        long done = transferred - headerLength;
        long more = outlet.sender().file(socket(), part.descriptor(), part.position() + done, length - done);
        if (more == 0) {
            throw shortened(done);
        }
        sent(more);
    }

    private void sendCopy(ByteBuf bytes, WritableByteChannel target) throws IOException {
        int more = target.write(bytes.nioBuffer());
        bytes.skipBytes(more);
        transferred += more;
    }

    private void sent(long result) throws IOException {
        if (result >= 0) {
            transferred += result;
        } else if (result != -FileSender.EAGAIN) {
            throw new IOException("a part of a file could not be sent: error " + -result);
        }
    }

    private int socket() {
        return outlet.socket();
    }

    private IOException shortened(long done) {
        String why = "the file has only " + done + " of the " + length + " bytes that were lent at " + part.position();
        read.breaksOff(why);
        return new IOException(why);
    }

    // ---- Returning ----

    @Override
    public void keepCopy() {
        if (lent) {
            long done = Math.max(0, transferred - headerLength);
            int rest = (int) (length - done);
            ByteBuf bytes = allocator.directBuffer(rest, rest);
            copy = bytes;
            try {
                fill(bytes, done);
            } catch (IOException e) {
                failure = e;
            }
            giveBack();
        }
    }

    private void fill(ByteBuf bytes, long done) throws IOException {
        while (bytes.isWritable()) {
            int index = bytes.writerIndex();
            long more = outlet.sender()
                    .read(
                            part.descriptor(),
                            bytes.memoryAddress() + index,
                            part.position() + done + index,
                            bytes.writableBytes());
            if (more == 0) {
                throw shortened(done + index);
            }
            if (more < 0) {
                String why = "the file cannot be read: error " + -more;
                read.breaksOff(why);
                throw new IOException(why);
            }
            bytes.writerIndex(index + (int) more);
        }
    }

    @Override
    protected void deallocate() {
        header.release();
        if (copy != null) {
            copy.release();
        }
        giveBack();
    }

    private void giveBack() {
        if (lent) {
            lent = false;
            read.pieceReturned(this);
        }
    }

    // ---- What Netty asks of a region ----

    @Override
    public long position() {
        return part.position();
    }

    @Override
    public long transferred() {
        return transferred;
    }

    @Override
    @Deprecated
    public long transfered() {
        return transferred;
    }

    @Override
    public long count() {
        return (long) headerLength + length;
    }

    @Override
    public LentFile touch(Object hint) {
        return this;
    }

    @Override
    public LentFile touch() {
        return this;
    }

    @Override
    public LentFile retain() {
        super.retain();
        return this;
    }

    @Override
    public LentFile retain(int increment) {
        super.retain(increment);
        return this;
    }
}
