// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Loan;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Takes what a disk lends, and keeps it until it is closed. */
final class HeldLoan implements Loan, AutoCloseable {
    private final List<ByteBuffer> pieces = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();

    @Override
    public void memory(ByteBuffer piece) {
        pieces.add(piece);
    }

    @Override
    public void hole(int length) {
        pieces.add(ByteBuffer.allocate(length));
    }

    @Override
    public void whenReturned(Runnable returned) {
        tasks.add(returned);
    }

    /** What a client would be sent now. */
    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuffer piece : pieces) {
            byte[] bytes = new byte[piece.remaining()];
            piece.get(piece.position(), bytes);
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    /** Returns the loan. */
    @Override
    public void close() {
        pieces.clear();
        tasks.forEach(Runnable::run);
        tasks.clear();
    }
}
