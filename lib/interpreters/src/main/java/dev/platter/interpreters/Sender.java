// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/** A thread that sends calls to a helper: all that have come meanwhile in one go. */
final class Sender {
    private final BlockingQueue<Numbered> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean stopped;

    private record Numbered(long number, Call call) {}

    Sender(OutputStream out, String name) {
        thread = Thread.ofPlatform().daemon().name(name).start(() -> send(out));
    }

    void add(long number, Call call) {
        queue.add(new Numbered(number, call));
    }

    /** Drops calls that were not sent yet. */
    void drop(Predicate<Call> which) {
        queue.removeIf(next -> which.test(next.call()));
    }

    /** Sends nothing more, and closes the stream. */
    void stop() {
        stopped = true;
        thread.interrupt();
    }

    void awaitEnd(Duration most) throws InterruptedException {
        thread.join(most);
    }

    private void send(OutputStream out) {
        try (CallStream stream = new CallStream(out)) {
            while (!stopped) {
                Numbered next = queue.poll();
                if (next == null) {
                    stream.flush();
                    next = queue.take();
                }
                stream.write(next.call().header(next.number()));
                stream.write(next.call().payload());
            }
        } catch (IOException | InterruptedException e) {
            // The thread that reads answers sees the end of the process too, and knows more about it.
        }
    }
}
