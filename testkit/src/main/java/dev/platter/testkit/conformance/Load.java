// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.NbdClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Clients that write, zero and read without a pause, several requests at a time. Each has a range of its own, which
 * begins in the middle of another client's page, and knows what it must read.
 */
final class Load implements AutoCloseable {
    /** How many requests each client has under way, in as many parts of its range. */
    private static final int PARTS = 4;

    private static final int PART = 10_001;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Worker> workers = new ArrayList<>();
    private String moment = "before any hand-over";
    private boolean over;
    private @Nullable Throwable failure;

    /** Starts the clients: each has its range after the one before. */
    Load(List<NbdClient> clients, long seed) {
        for (NbdClient client : clients) {
            workers.add(new Worker(client, workers.size(), seed));
        }
        workers.forEach(worker -> worker.thread.start());
    }

    /** Sets the description of the moment, for failures from now on. */
    synchronized void happens(String what) {
        moment = what;
    }

    /** Waits until each client has got {@code rounds} more answers to each of its requests. */
    synchronized void goesOn(int rounds) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Integer> before = workers.stream().map(worker -> worker.rounds).toList();
        for (Worker worker : workers) {
            int enough = before.get(worker.number) + rounds;
            while (worker.rounds < enough && failure == null && System.nanoTime() < deadline) {
                wait(100);
            }
            Broken.unless(
                    worker.rounds >= enough || failure != null,
                    () -> "client " + worker.number + " has waited " + PATIENCE.toSeconds() + " seconds for an answer, "
                            + moment);
        }
        throwFailure();
    }

    private void throwFailure() {
        if (failure instanceof Broken broken) {
            throw broken;
        }
        if (failure != null) {
            throw new Broken("a client was cut off, " + moment + ": " + failure);
        }
    }

    private synchronized boolean did(Worker worker) {
        worker.rounds++;
        notifyAll();
        return !over && failure == null;
    }

    private synchronized void failed(Throwable how) {
        if (failure == null) {
            failure = how;
        }
        notifyAll();
    }

    private synchronized String moment() {
        return moment;
    }

    /** Lets the clients finish their requests. */
    void end() throws InterruptedException {
        close();
        for (Worker worker : workers) {
            worker.thread.join();
        }
        synchronized (this) {
            throwFailure();
        }
    }

    /** Demands that all written data is there, seen by a client that has written nothing. */
    void isAllThere(NbdClient client) throws IOException {
        for (Worker worker : workers) {
            for (int part = 0; part < PARTS; part++) {
                worker.compare(part, Bytes.read(client, worker.offset(part), worker.length));
            }
        }
    }

    @Override
    public synchronized void close() {
        over = true;
    }

    private final class Worker {
        private final NbdClient client;
        private final int number;
        private final Thread thread;
        private final Random random;
        private final Shape shape;
        private final int length;
        private final List<byte[]> expected = new ArrayList<>();
        private int rounds;

        Worker(NbdClient client, int number, long seed) {
            this.client = client;
            this.number = number;
            shape = Shape.of(client);
            random = new Random(seed + number);
            length = lengthOfParts(shape);
            for (int part = 0; part < PARTS; part++) {
                expected.add(new byte[length]);
            }
            thread = new Thread(this::run, "load-" + number);
        }

        private long offset(int part) {
            return (long) (number * PARTS + part) * length;
        }

        private void run() {
            try {
                CompletableFuture.allOf(parts(this::write)).join();
                while (did(this)) {
                    CompletableFuture.allOf(parts(this::next)).join();
                }
            } catch (RuntimeException | Error e) {
                failed(e.getCause() == null ? e : e.getCause());
            }
        }

        private CompletableFuture<?>[] parts(IntFunction<CompletableFuture<?>> request) {
            return IntStream.range(0, PARTS).mapToObj(request).toArray(CompletableFuture[]::new);
        }

        private CompletableFuture<?> next(int part) {
            return switch (random.nextInt(shape.zeroes() ? 5 : 4)) {
                case 0, 1 -> read(part);
                case 4 -> zero(part);
                default -> write(part);
            };
        }

        private CompletableFuture<?> read(int part) {
            byte[] bytes = new byte[length];
            return client.transmission()
                    .read(offset(part), ByteBuffer.wrap(bytes), 0)
                    .thenRun(() -> compare(part, bytes));
        }

        private CompletableFuture<?> write(int part) {
            byte[] data = Bytes.data(random.nextLong(), length);
            expected.set(part, data);
            return client.transmission().write(offset(part), ByteBuffer.wrap(data), 0);
        }

        private CompletableFuture<?> zero(int part) {
            expected.set(part, new byte[length]);
            return client.transmission().writeZeroes(offset(part), length, 0);
        }

        void compare(int part, byte[] bytes) {
            Bytes.same(
                    expected.get(part),
                    bytes,
                    offset(part),
                    "read from what client " + number + " has written, " + moment());
        }
    }

    /** The number of bytes that this number of clients needs. */
    static long room(Shape shape, int clients) {
        return (long) clients * PARTS * lengthOfParts(shape);
    }

    private static int lengthOfParts(Shape shape) {
        return shape.length(Math.min(PART, shape.longest()));
    }
}
