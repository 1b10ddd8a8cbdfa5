// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.platter.client.NbdClient;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Writes block after block, each with the number of its write, and remembers those that were acknowledged. */
final class VerifyingWriter implements AutoCloseable {
    /** What it writes to has as many bytes at least. */
    static final int BYTES = 4 << 20;

    private static final int BLOCK = 4096;
    private static final int BLOCKS = BYTES / BLOCK;

    /** More than the 20 s after which a cluster takes a silent host for dead, and the time to recover. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final NbdClient client;
    private final int[] acknowledged = new int[BLOCKS];
    private final CompletableFuture<Void> end;

    /** Guarded by this, as is the next. */
    private int writes;

    private boolean stopped;

    /** Begins. */
    VerifyingWriter(NbdClient client) {
        this.client = client;
        end = CompletableFuture.runAsync(this::run);
        end.whenComplete((_, _) -> wake());
    }

    private void run() {
        try {
            for (int write = 1; goesOn(); write++) {
                int block = (int) (write * 2_654_435_761L % BLOCKS);
                client.write((long) block * BLOCK, contents(write), 0);
                acknowledged[block] = write;
                acknowledge(write);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer contents(int write) {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        while (block.hasRemaining()) {
            block.putInt(write);
        }
        return block.flip();
    }

    private synchronized boolean goesOn() {
        return !stopped;
    }

    private synchronized void acknowledge(int write) {
        writes = write;
        notifyAll();
    }

    private synchronized void wake() {
        notifyAll();
    }

    /** How many writes were acknowledged. */
    synchronized int count() {
        return writes;
    }

    /** Waits until so many writes more are acknowledged than now. */
    synchronized void awaitMore(int count) throws InterruptedException {
        int wanted = writes + count;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (writes < wanted && !end.isDone() && System.nanoTime() - deadline < 0) {
            wait(1000);
        }
        if (writes < wanted) {
            fail(
                    "of " + wanted + " writes " + writes + " were acknowledged",
                    end.isCompletedExceptionally() ? end.exceptionNow() : null);
        }
    }

    /** Ends the writer and reads what was acknowledged through another connection. */
    void verify(Served served) throws Exception {
        close();
        end.get();
        try (NbdClient reader = served.client()) {
            for (int block = 0; block < BLOCKS; block++) {
                byte[] found = new byte[BLOCK];
                reader.read((long) block * BLOCK, ByteBuffer.allocate(BLOCK), 0)
                        .data()
                        .get(found);
                byte[] expected = acknowledged[block] == 0
                        ? new byte[BLOCK]
                        : contents(acknowledged[block]).array();
                assertArrayEquals(expected, found, "block " + block);
            }
        }
    }

    @Override
    public synchronized void close() {
        stopped = true;
    }
}
