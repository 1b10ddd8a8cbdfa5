// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.nbd.Magic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Splits the bytes that a client sends into its flags and its options. The data of an option that is too long is
 * skipped, and never stored.
 */
final class OptionStream {
    /** No useful option is longer. */
    static final int LONGEST = 64 * 1024;

    private static final int HEADER = 16;

    private ByteBuf received = Unpooled.EMPTY_BUFFER;
    private long toSkip;

    /**
     * An option as it was received.
     *
     * @param number the option's number
     * @param length the number of bytes of its data
     * @param data its data, valid until the stream is used again; null if it is longer than {@link #LONGEST}
     */
    record Option(int number, long length, @Nullable ByteBuf data) {}

    /** Takes ownership of bytes that were read from the socket. */
    void add(ByteBuf in) {
        int skipped = (int) Math.min(toSkip, in.readableBytes());
        in.skipBytes(skipped);
        toSkip -= skipped;
        if (received.isReadable()) {
            received.discardReadBytes().writeBytes(in);
            in.release();
        } else {
            received.release();
            received = in;
        }
    }

    boolean hasFlags() {
        return received.readableBytes() >= Integer.BYTES;
    }

    int takeFlags() {
        return received.readInt();
    }

    /**
     * The next option, once all of it has arrived, or only its header if its data will be skipped.
     *
     * @return null if more bytes have to arrive first
     * @throws ViolationException if the bytes are not an option
     */
    @Nullable
    Option next() throws ViolationException {
        if (received.readableBytes() < HEADER) {
            return null;
        }
        int at = received.readerIndex();
        if (received.getLong(at) != Magic.IHAVEOPT) {
            throw new ViolationException(
                    "an option begins with 0x" + Long.toHexString(received.getLong(at)) + ", which is not its magic");
        }
        int number = received.getInt(at + Long.BYTES);
        long length = received.getUnsignedInt(at + Long.BYTES + Integer.BYTES);
        if (length > LONGEST) {
            received.skipBytes(HEADER);
            int there = (int) Math.min(length, received.readableBytes());
            received.skipBytes(there);
            toSkip = length - there;
            return new Option(number, length, null);
        }
        if (received.readableBytes() < HEADER + length) {
            return null;
        }
        received.skipBytes(HEADER);
        return new Option(number, length, received.readSlice((int) length));
    }

    /** Whether no bytes have arrived after the last option. */
    boolean isEmpty() {
        return toSkip == 0 && !received.isReadable();
    }

    /** Whether the stream may hold more than one option, so that the socket need not be read for now. */
    boolean isFull() {
        return received.readableBytes() > LONGEST;
    }

    /** Hands over the bytes after the last option. */
    ByteBuf takeRest() {
        ByteBuf rest = received;
        received = Unpooled.EMPTY_BUFFER;
        return rest;
    }

    /** Releases the received bytes. */
    void release() {
        takeRest().release();
    }
}
