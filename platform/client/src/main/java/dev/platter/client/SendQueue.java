// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait to be sent, so that no caller waits for a socket that takes no more. One thread sends them, as many
 * in one write as a {@link Batch} takes. The thread begins with the first request, and ends with the connection.
 *
 * <p>Any number of threads add requests.
 */
final class SendQueue {
    private final Wire wire;
    private final String name;

    /** Held while anything is sent on this connection. */
    private final Object sending;

    private final Consumer<IOException> failed;
    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
    private @Nullable Thread thread;
    private boolean idle;
    private boolean over;

    /**
     * Creates a queue without a thread.
     *
     * @param name of the thread
     * @param sending the lock of all who send on this wire
     * @param failed is told once why nothing more can be sent
     */
    SendQueue(Wire wire, String name, Object sending, Consumer<IOException> failed) {
        this.wire = wire;
        this.name = name;
        this.sending = sending;
        this.failed = failed;
    }

    /** Adds a request; never waits for the socket. After {@link #close} the request is not sent. */
    void add(Outgoing message) {
        synchronized (this) {
            if (!over) {
                waiting.addLast(message);
                if (thread == null) {
                    thread = Transmission.thread(name, this::sendAll);
                    thread.start();
                } else if (idle) {
                    idle = false;
                    notify();
                }
                return;
            }
        }
        message.ending().sent();
    }

    /** Ends the thread. Requests that were not sent are told so. */
    void close() {
        synchronized (this) {
            over = true;
            idle = false;
            notifyAll();
            if (thread != null) {
                return;
            }
        }
        discard();
    }

    private void sendAll() {
        Batch batch = new Batch();
        try {
            while (take(batch)) {
                synchronized (sending) {
                    wire.send(batch.bytes());
                }
                batch.tellSent();
            }
        } catch (IOException e) {
            failed.accept(e);
        } catch (RuntimeException | Error e) {
            failed.accept(new IOException("the thread that sends requests failed with " + e, e));
        } finally {
            close();
            batch.tellSent();
            discard();
        }
    }

    /** Waits for requests. Returns false when there will be none. */
    private synchronized boolean take(Batch batch) throws IOException {
        try {
            while (waiting.isEmpty() && !over) {
                idle = true;
                wait();
            }
        } catch (InterruptedException e) {
            throw new IOException("the thread that sends requests was interrupted", e);
        }
        if (over) {
            return false;
        }
        batch.takeFrom(waiting);
        return true;
    }

    private void discard() {
        List<Outgoing> rest;
        synchronized (this) {
            rest = new ArrayList<>(waiting);
            waiting.clear();
        }
        rest.forEach(message -> message.ending().sent());
    }
}
