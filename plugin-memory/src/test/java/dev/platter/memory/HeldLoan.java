// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.memory;

import dev.platter.api.Loan;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is lent until it is given back. */
final class HeldLoan implements Loan {
    private final List<ByteBuffer> pieces = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private final StringBuilder shape = new StringBuilder();

    @Override
    public void memory(ByteBuffer piece) {
        pieces.add(piece);
        shape.append('[').append(piece.remaining()).append(']');
    }

    @Override
    public boolean takesFiles() {
        return false;
    }

    @Override
    public void file(int descriptor, long position, int length) {
        throw new IllegalStateException("takesFiles is false");
    }

    @Override
    public void hole(int length) {
        pieces.add(ByteBuffer.allocate(length));
        shape.append('(').append(length).append(')');
    }

    @Override
    public void whenReturned(Runnable returned) {
        tasks.add(returned);
    }

    /** The lengths of all pieces in their order: data in brackets, holes in parentheses. */
    String shape() {
        return shape.toString();
    }

    /** The bytes that a client would get now. */
    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuffer piece : pieces) {
            byte[] bytes = new byte[piece.remaining()];
            piece.get(piece.position(), bytes);
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    void giveBack() {
        tasks.forEach(Runnable::run);
        tasks.clear();
        pieces.clear();
    }
}
