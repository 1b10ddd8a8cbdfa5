// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Sends calls to a helper. No caller waits for a helper that does not read.
 *
 * <p>A call that certainly finds room in the pipe is written by its caller, which saves waking a thread. That is certain as long as all
 * calls without an answer fit into the smallest pipe together. Other calls are queued for a thread, which may have to wait.
 */
final class Sender {
    /** The smallest capacity that a pipe has, if its owner has made many. */
    private static final int SMALLEST_PIPE = 4096;

    private final OutputStream out;
    private final BlockingQueue<Numbered> queue = new LinkedBlockingQueue<>();

    /** Calls that are queued, or are being written by the thread. None may be overtaken by its successor. */
    private final AtomicInteger queued = new AtomicInteger();

    /** The sizes of all calls without an answer, in bytes. */
    private final AtomicLong unanswered = new AtomicLong();

    private final ReentrantLock writing = new ReentrantLock();
    private final Thread thread;
    private volatile boolean stopped;

    private record Numbered(long number, Call call) {}

    Sender(OutputStream out, String name) {
        this.out = out;
        thread = Thread.ofPlatform().daemon().name(name).start(this::send);
    }

    void add(long number, Call call) {
        boolean fits = unanswered.addAndGet(call.size()) <= SMALLEST_PIPE;
        if (fits && queued.get() == 0 && writing.tryLock()) {
            try {
                if (queued.get() == 0) {
                    out.write(call.header(number));
                    out.write(call.payload());
                    out.flush();
                    return;
                }
            } catch (IOException e) {
                // The thread that reads answers sees the end of the process too, and knows more about it.
                return;
            } finally {
                writing.unlock();
            }
        }
        queued.incrementAndGet();
        queue.add(new Numbered(number, call));
    }

    /** Its answer has come. */
    void answered(Call call) {
        unanswered.addAndGet(-call.size());
    }

    /**
     * Takes back calls that were not sent yet.
     *
     * @return their numbers
     */
    List<Long> drop(Predicate<Call> which) {
        List<Long> dropped = new ArrayList<>();
        for (Numbered next : queue) {
            if (which.test(next.call()) && queue.removeIf(other -> other.number() == next.number())) {
                queued.decrementAndGet();
                answered(next.call());
                dropped.add(next.number());
            }
        }
        return dropped;
    }

    /** Sends nothing more, and closes the stream. */
    void stop() {
        stopped = true;
        thread.interrupt();
    }

    void awaitEnd(Duration most) throws InterruptedException {
        thread.join(most);
    }

    private void send() {
        try (CallStream stream = new CallStream(out)) {
            while (!stopped) {
                sendAll(stream, queue.take());
            }
        } catch (IOException | InterruptedException e) {
            // As above.
        }
    }

    /** Sends one call, and what has come behind it. */
    private void sendAll(CallStream stream, Numbered first) throws IOException {
        int sent = 0;
        writing.lock();
        try {
            for (Numbered next = first; next != null; next = queue.poll()) {
                stream.write(next.call().header(next.number()));
                stream.write(next.call().payload());
                sent++;
            }
            stream.flush();
        } finally {
            writing.unlock();
            queued.addAndGet(-sent);
        }
    }
}
