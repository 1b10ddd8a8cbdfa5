// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait to be sent, so that no caller waits for a socket that takes no more. One thread sends them, as many
 * in one write as there are: their headers and short payloads are gathered in one buffer, long payloads are sent from where
 * they lie. The thread begins with the first request, and ends with the connection.
 *
 * <p>Any number of threads add requests.
 */
final class SendQueue {
    /** How much is gathered for one write, in bytes. */
    private static final int GATHERED = 64 * 1024;

    /** A payload that is longer is not copied, in bytes. */
    private static final int LONGEST_COPIED = 8 * 1024;

    /** The system takes no more buffers in one write than this. */
    private static final int MOST_AT_ONCE = 512;

    private final Wire wire;
    private final String name;

    /** Held while anything is sent on this connection. */
    private final Object sending;

    private final Consumer<IOException> failed;
    private final ArrayDeque<Message> waiting = new ArrayDeque<>();
    private @Nullable Thread thread;
    private boolean idle;
    private boolean over;

    /**
     * A request to send.
     *
     * @param payload the bytes after the header, perhaps none; they stay where they are until {@link Ending#sent}
     */
    record Message(ByteBuffer header, ByteBuffer payload, Ending<?> ending) {}

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
    void add(Message message) {
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
        ByteBuffer gathered = ByteBuffer.allocateDirect(GATHERED);
        List<Message> batch = new ArrayList<>();
        try {
            while (take(batch)) {
                synchronized (sending) {
                    wire.send(message(batch, gathered.clear()));
                }
                tellSent(batch);
            }
        } catch (IOException e) {
            failed.accept(e);
        } catch (RuntimeException | Error e) {
            failed.accept(new IOException("the thread that sends requests failed with " + e, e));
        } finally {
            close();
            tellSent(batch);
            discard();
        }
    }

    /** Waits for requests. Returns false when there will be none. */
    private synchronized boolean take(List<Message> batch) throws IOException {
        try {
            while (waiting.isEmpty() && !over) {
                idle = true;
                wait();
            }
        } catch (InterruptedException e) {
            throw new IOException("the thread that sends requests was interrupted", e);
        }
        int room = GATHERED;
        while (!over && !waiting.isEmpty() && batch.size() < MOST_AT_ONCE) {
            Message next = waiting.getFirst();
            int needed = next.header().remaining()
                    + (next.payload().remaining() <= LONGEST_COPIED
                            ? next.payload().remaining()
                            : 0);
            if (needed > room) {
                break;
            }
            room -= needed;
            batch.add(waiting.removeFirst());
        }
        return !over;
    }

    private static ByteBuffer[] message(List<Message> batch, ByteBuffer gathered) {
        List<ByteBuffer> buffers = new ArrayList<>();
        int from = 0;
        for (Message message : batch) {
            gathered.put(message.header());
            ByteBuffer payload = message.payload().duplicate();
            if (payload.remaining() <= LONGEST_COPIED) {
                gathered.put(payload);
            } else {
                buffers.add(gathered.slice(from, gathered.position() - from));
                from = gathered.position();
                buffers.add(payload);
            }
        }
        if (from < gathered.position()) {
            buffers.add(gathered.slice(from, gathered.position() - from));
        }
        return buffers.toArray(ByteBuffer[]::new);
    }

    private static void tellSent(List<Message> batch) {
        for (Message message : batch) {
            message.ending().sent();
        }
        batch.clear();
    }

    private void discard() {
        List<Message> rest;
        synchronized (this) {
            rest = new ArrayList<>(waiting);
            waiting.clear();
        }
        tellSent(rest);
    }
}
