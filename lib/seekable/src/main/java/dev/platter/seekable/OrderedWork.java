// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Work that several threads do and whose results are taken in order: the caller's thread gives tasks and takes their
 * results, so that reading and writing need no lock. At most a few tasks per thread are under way, which bounds the
 * memory.
 *
 * @param <T> the results
 */
public final class OrderedWork<T> implements Closeable {
    private static final int PER_THREAD = 3;

    private final ExecutorService workers;
    private final int most;
    private final Taker<T> taker;
    private final Deque<Future<T>> underWay = new ArrayDeque<>();

    /**
     * A part of the work.
     *
     * @param <T> its result
     */
    @FunctionalInterface
    public interface Task<T> {
        /**
         * Does it, on any thread.
         *
         * @throws IOException if that fails; the caller's thread gets it
         */
        T run() throws IOException;
    }

    /**
     * Takes the results.
     *
     * @param <T> the results
     */
    @FunctionalInterface
    public interface Taker<T> {
        /**
         * Takes the next result, on the caller's thread.
         *
         * @throws IOException if that fails
         */
        void take(T result) throws IOException;
    }

    /**
     * Starts threads.
     *
     * @param threads how many
     * @param taker takes the results in the order of the tasks
     */
    public OrderedWork(int threads, Taker<T> taker) {
        workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("platter-work-", 1).factory());
        most = threads * PER_THREAD;
        this.taker = taker;
    }

    /**
     * Gives a task, and takes the first result if there are many under way.
     *
     * @param task what to do
     * @throws IOException if an earlier task failed, or its result was not taken
     */
    public void add(Task<T> task) throws IOException {
        if (underWay.size() == most) {
            takeOne();
        }
        underWay.addLast(workers.submit(task::run));
    }

    /**
     * Takes all results that are left.
     *
     * @throws IOException if a task failed, or its result was not taken
     */
    public void finish() throws IOException {
        while (!underWay.isEmpty()) {
            takeOne();
        }
    }

    private void takeOne() throws IOException {
        try {
            taker.take(underWay.removeFirst().get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                default -> throw new IOException(e.getCause());
            }
        }
    }

    /** Ends the threads; what is still under way is given up, and has ended when this returns. */
    @Override
    public void close() {
        workers.shutdownNow();
        workers.close();
    }
}
