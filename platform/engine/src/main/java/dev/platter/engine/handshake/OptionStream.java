// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.nbd.Magic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** Cuts what a client sends into its flags and its options. What is too long for an option is skipped, and never stored. */
final class OptionStream {
    /** No option that makes sense is longer. */
    static final int LONGEST = 64 * 1024;

    private static final int HEADER = 16;

    private ByteBuf received = Unpooled.EMPTY_BUFFER;
    private long toSkip;

    /**
     * An option as it came.
     *
     * @param number which one
     * @param length of its data, in bytes
     * @param data its data, valid until the stream is used again; null if it is longer than {@link #LONGEST}
     */
    record Option(int number, long length, @Nullable ByteBuf data) {}

    /** Takes over what was read from the socket. */
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
     * The next option, once all of it is there, or its header if the rest will be skipped.
     *
     * @return null if more has to be read first
     * @throws ViolationException if what came is no option
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

    /** Whether nothing came behind the last option so far. */
    boolean isEmpty() {
        return toSkip == 0 && !received.isReadable();
    }

    /** Whether more than one option can be waiting, so that no more need be read for now. */
    boolean isFull() {
        return received.readableBytes() > LONGEST;
    }

    /** Gives away what came behind the last option. */
    ByteBuf takeRest() {
        ByteBuf rest = received;
        received = Unpooled.EMPTY_BUFFER;
        return rest;
    }

    /** Frees what was received. */
    void release() {
        takeRest().release();
    }
}
