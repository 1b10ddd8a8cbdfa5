// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.blkio.device;

import dev.platter.api.Operation;
import dev.platter.api.RequestFlags;
import dev.platter.libc.EventSignal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A ring whose device is the test. It has three slots of 1 KiB. */
final class FakeRing implements Ring, AutoCloseable {
    static final int SLOTS = 3;
    static final int LONGEST = 1024;

    final List<String> placed = new ArrayList<>();
    final ByteBuffer memory = ByteBuffer.allocateDirect(SLOTS * LONGEST);
    private final EventSignal completions = EventSignal.create();
    private final ArrayDeque<int[]> done = new ArrayDeque<>();
    int published;
    private IOException failure;

    FakeRing() throws IOException {}

    /** The device says that a slot is done. */
    void finish(int slot, int error) {
        done.addLast(new int[] {slot, error});
    }

    void breakWith(IOException e) {
        failure = e;
    }

    @Override
    public int slots() {
        return SLOTS;
    }

    @Override
    public int longestData() {
        return LONGEST;
    }

    @Override
    public Optional<ByteBuffer> memory() {
        return Optional.of(memory);
    }

    @Override
    public EventSignal completions() {
        return completions;
    }

    @Override
    public void place(int slot, Operation operation, long offset, long length, long address, RequestFlags flags) {
        placed.add(slot + ": " + operation + " " + offset + "+" + length);
    }

    @Override
    public void publish() {
        published++;
    }

    @Override
    public int reap(int[] slots, int[] errors) throws IOException {
        if (failure != null) {
            throw failure;
        }
        int count = 0;
        while (count < slots.length && !done.isEmpty()) {
            int[] next = done.removeFirst();
            slots[count] = next[0];
            errors[count++] = next[1];
        }
        return count;
    }

    @Override
    public boolean arm() {
        return done.isEmpty();
    }

    @Override
    public void close() {
        completions.close();
    }
}
