// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import dev.platter.api.Loan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes what a disk lends for one read, and keeps it until it is closed. For one thread.
 *
 * @since 0.1
 */
public final class HeldLoan implements Loan, AutoCloseable {
    private final boolean takesFiles;
    private final StringBuilder shape = new StringBuilder();
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();

    /** Copies what a piece has at the moment. */
    private interface Piece {
        byte[] bytes() throws IOException;
    }

    /** A loan that takes memory and holes only. */
    public HeldLoan() {
        this(false);
    }

    /**
     * A loan.
     *
     * @param takesFiles whether to take parts of files, for which this system must be Linux
     */
    public HeldLoan(boolean takesFiles) {
        this.takesFiles = takesFiles;
    }

    @Override
    public void memory(ByteBuffer piece) {
        shape.append('[').append(piece.remaining()).append(']');
        pieces.add(() -> {
            byte[] bytes = new byte[piece.remaining()];
            piece.get(piece.position(), bytes);
            return bytes;
        });
    }

    @Override
    public boolean takesFiles() {
        return takesFiles;
    }

    @Override
    public void file(int descriptor, long position, int length) {
        if (!takesFiles) {
            throw new IllegalStateException("takesFiles is false");
        }
        shape.append('{').append(length).append('}');
        pieces.add(() -> {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            try (FileChannel file = FileChannel.open(Path.of("/proc/self/fd/" + descriptor), StandardOpenOption.READ)) {
                while (bytes.hasRemaining() && file.read(bytes, position + bytes.position()) > 0) {}
            }
            return bytes.array();
        });
    }

    @Override
    public void hole(int length) {
        shape.append('(').append(length).append(')');
        pieces.add(() -> new byte[length]);
    }

    @Override
    public void whenReturned(Runnable returned) {
        tasks.add(returned);
    }

    /**
     * The lengths of all pieces in their order.
     *
     * @return memory in brackets, parts of files in braces, holes in parentheses, all without spaces
     */
    public String shape() {
        return shape.toString();
    }

    /**
     * The bytes that a client would be sent now.
     *
     * @return a new array
     * @throws UncheckedIOException if a part of a file cannot be read
     */
    public byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (Piece piece : pieces) {
                all.writeBytes(piece.bytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }

    /** Returns the loan. Closing it again has no effect. */
    @Override
    public void close() {
        pieces.clear();
        tasks.forEach(Runnable::run);
        tasks.clear();
    }
}
