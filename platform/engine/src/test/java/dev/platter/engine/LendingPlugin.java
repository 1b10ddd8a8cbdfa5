// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.Loan;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.ThreadModel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Lends fresh memory for every read, and overwrites it when it is returned. It reads as the bytes of {@link #at}, unless
 * it is asked to read instead of to lend.
 */
@NbdPlugin(name = "lending", summary = "lends and overwrites what is returned", threadModel = ThreadModel.PARALLEL)
final class LendingPlugin implements Plugin {
    static final int SIZE = 16 << 20;

    /** What a read returns that was not lent. */
    static final byte NOT_LENT = -1;

    private static final byte OVERWRITTEN = -2;

    /** Longer than a loan may last, in looks of 10 ms. */
    private static final int QUIET_LOOKS = 60;

    /** How a disk breaks the rules of lending, for offset 0 only. */
    enum Fault {
        NONE,
        TOO_LITTLE,
        TOO_MUCH,
        HEAP_BUFFER,
        READ_ONLY_BUFFER,
        EMPTY_PIECE,
        THROWS_AFTER_A_PIECE,
        DECLINES_AFTER_A_PIECE
    }

    private final Fault fault;
    private final boolean blocking;
    private final List<String> events = new ArrayList<>();
    private int lent;
    private int returned;
    private final CountDownLatch asked = new CountDownLatch(1);

    LendingPlugin(Fault fault, boolean blocking) {
        this.fault = fault;
        this.blocking = blocking;
    }

    /** The byte at an offset. */
    static byte at(long offset) {
        return (byte) (offset >>> 12 & 0x7f);
    }

    /** What has happened: {@code close} and {@code stop}, each with the number of loans that were out. */
    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized int lent() {
        return lent;
    }

    synchronized int returned() {
        return returned;
    }

    /**
     * Waits until reads were lent and all loans have been returned for a while. The server may only seem to have done
     * with them, if this thread gets much more time than the server's; then the test finds less than it could.
     */
    void awaitReturn() throws InterruptedException {
        asked.await();
        int quiet = 0;
        while (quiet < QUIET_LOOKS) {
            synchronized (this) {
                quiet = lent == returned ? quiet + 1 : 0;
            }
            Thread.sleep(10);
        }
    }

    /** Waits until a read was lent. */
    void awaitLoan() throws InterruptedException {
        asked.await();
    }

    private synchronized void begin() {
        lent++;
        asked.countDown();
    }

    private synchronized void end(ByteBuffer memory) {
        for (int i = 0; i < memory.capacity(); i++) {
            memory.put(i, OVERWRITTEN);
        }
        returned++;
    }

    private synchronized void note(String event) {
        events.add(event + " with " + (lent - returned) + " loans");
    }

    @Override
    public Disk open(Client client) {
        return new LendingDisk();
    }

    @Override
    public void stop() {
        note("stop");
    }

    private final class LendingDisk implements Disk {
        @Override
        public long size() {
            return SIZE;
        }

        @Override
        public boolean blocking() {
            return blocking;
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) {
            while (into.hasRemaining()) {
                into.put(NOT_LENT);
            }
        }

        @Override
        public boolean lend(long offset, int length, Loan loan) {
            ByteBuffer memory = ByteBuffer.allocateDirect(length);
            for (int i = 0; i < length; i++) {
                memory.put(i, at(offset + i));
            }
            begin();
            loan.whenReturned(() -> end(memory));
            Fault now = offset == 0 ? fault : Fault.NONE;
            loan.memory(memory.slice(0, length / 2));
            ByteBuffer rest = memory.slice(length / 2, length - length / 2);
            switch (now) {
                case NONE -> loan.memory(rest);
                case TOO_LITTLE -> loan.memory(rest.limit(rest.limit() - 1));
                case TOO_MUCH -> {
                    loan.memory(rest);
                    loan.hole(1);
                }
                case HEAP_BUFFER -> loan.memory(ByteBuffer.allocate(rest.remaining()));
                case READ_ONLY_BUFFER -> loan.memory(rest.asReadOnlyBuffer());
                case EMPTY_PIECE -> loan.memory(rest.position(rest.limit()));
                case THROWS_AFTER_A_PIECE -> throw new IllegalStateException("on purpose");
                case DECLINES_AFTER_A_PIECE -> {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void close() {
            note("close");
        }
    }
}
