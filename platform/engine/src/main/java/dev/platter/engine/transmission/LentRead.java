// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.engine.export.CheckedLoan;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A read that a disk answers by lending: first it collects pieces, then its pieces are sent, then it is returned.
 *
 * <ol>
 *   <li><i>Collecting</i>, until {@link #close}: the disk adds pieces. Every rule that an author can break is checked
 *       here, before the reply has a header.
 *   <li><i>Out</i>: {@link LentReplies} turns the pieces into messages. The loan is out for as long as one of them has
 *       the disk's memory, and for as long as the reply is being written.
 *   <li><i>Returned</i>: {@link Loans} runs the disk's tasks, once.
 * </ol>
 *
 * <p>Used on the event loop.
 */
final class LentRead implements CheckedLoan {
    /**
     * A part of the range.
     *
     * @param index where it begins, in bytes from the beginning of the range
     * @param memory its bytes; null if they are elsewhere
     * @param file where its bytes are in a file; null if they are elsewhere. Without either it is a hole
     */
    record Piece(
            int index,
            int length,
            @Nullable ByteBuffer memory,
            @Nullable FilePart file) {}

    /** Where a part of an open file begins. */
    record FilePart(int descriptor, long position) {}

    private final Loans loans;
    private final List<Piece> pieces = new ArrayList<>(2);
    private final HoleList holes = new HoleList();
    private final List<Runnable> tasks = new ArrayList<>(1);
    private final List<LentMessage> out = new ArrayList<>(2);
    private final long cookie;
    private final long offset;
    private final int length;
    private final boolean oneChunk;
    private final boolean takesFiles;
    private int lent;
    private boolean closed;
    private boolean written;
    private long began;

    /**
     * Begins to collect.
     *
     * @param oneChunk whether the client wants all data in one chunk
     * @param takesFiles whether parts of files can be sent
     */
    LentRead(Loans loans, long cookie, long offset, int length, boolean oneChunk, boolean takesFiles) {
        this.loans = loans;
        this.cookie = cookie;
        this.offset = offset;
        this.length = length;
        this.oneChunk = oneChunk;
        this.takesFiles = takesFiles;
        holes.begin(length);
    }

    long cookie() {
        return cookie;
    }

    long offset() {
        return offset;
    }

    int length() {
        return length;
    }

    boolean wantsOneChunk() {
        return oneChunk;
    }

    // ---- Collecting ----

    @Override
    public int lent() {
        return lent;
    }

    @Override
    public void memory(ByteBuffer piece) {
        if (!piece.isDirect() || piece.isReadOnly()) {
            throw new IllegalArgumentException("what is lent must be direct and not read-only, not " + piece);
        }
        add(piece.remaining(), piece, null);
    }

    @Override
    public boolean takesFiles() {
        return takesFiles;
    }

    @Override
    public void file(int descriptor, long position, int size) {
        if (!takesFiles) {
            throw new IllegalStateException("this client cannot be sent parts of files, as takesFiles says");
        }
        if (descriptor < 0 || position < 0) {
            throw new IllegalArgumentException("descriptor " + descriptor + " at " + position
                    + " is not a part of a file: neither may be negative");
        }
        add(size, null, new FilePart(descriptor, position));
    }

    @Override
    public void hole(int size) {
        int index = lent;
        add(size, null, null);
        holes.hole(index, size);
    }

    private void add(int size, @Nullable ByteBuffer memory, @Nullable FilePart file) {
        checkOpen();
        if (size <= 0 || size > length - lent) {
            throw new IllegalArgumentException("a piece of " + size + " bytes, when " + lent + " of " + length
                    + " bytes were lent: it must have 1 to " + (length - lent));
        }
        pieces.add(new Piece(lent, size, memory, file));
        lent += size;
    }

    @Override
    public void whenReturned(Runnable returned) {
        checkOpen();
        tasks.add(returned);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the disk has lent already: pieces are taken until lend returns");
        }
    }

    /** Takes no more pieces. */
    void close() {
        closed = true;
    }

    // ---- Out ----

    List<Piece> pieces() {
        return pieces;
    }

    /** The holes that are worth a chunk. */
    HoleList holes() {
        return holes;
    }

    void begins(long now) {
        began = now;
    }

    /** The time when the loan began, in nanoseconds of the clock of {@link Loans}. */
    long began() {
        return began;
    }

    /** The message for a piece of memory. */
    LentBytes message(ByteBufAllocator allocator, ByteBuffer memory) {
        return sent(new LentBytes(allocator, memory, this));
    }

    /** The message for a part of a file, with the header before it, which it takes ownership of. */
    LentFile message(ByteBufAllocator allocator, FileOutlet outlet, ByteBuf header, FilePart part, int size) {
        return sent(new LentFile(this, allocator, outlet, header, part, size));
    }

    private <M extends LentMessage> M sent(M message) {
        out.add(message);
        loans.lentMore(message.length());
        return message;
    }

    /** Ends the writing of the reply; no further message is made. */
    void endWriting() {
        written = true;
        returnIfDone();
    }

    /** Called once for each message, when it no longer needs the disk's memory. */
    void pieceReturned(LentMessage message) {
        out.remove(message);
        loans.lentMore(-message.length());
        returnIfDone();
    }

    /** Copies what the socket has not taken, which returns the loan. */
    void keepCopies() {
        for (LentMessage message : List.copyOf(out)) {
            message.keepCopy();
        }
    }

    /** Says why the reply breaks off. */
    void breaksOff(String why) {
        loans.log("a lent read of " + length + " bytes at " + offset + " breaks off: " + why
                + "; the connection is closed");
    }

    private void returnIfDone() {
        if (written && out.isEmpty()) {
            loans.returned(this);
        }
    }

    /** What the disk wants to run when the loan is returned. */
    List<Runnable> tasks() {
        return tasks;
    }
}
