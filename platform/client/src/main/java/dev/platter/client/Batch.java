// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests that are sent in one write: their headers and short payloads are gathered in one buffer, long payloads are sent from where
 * they lie. Used by one thread.
 */
final class Batch {
    /** How much is gathered for one write, in bytes. */
    private static final int GATHERED = 64 * 1024;

    /** A payload that is longer is not copied, in bytes. */
    private static final int LONGEST_COPIED = 8 * 1024;

    /** The system takes no more buffers in one write than twice this. */
    private static final int MOST_AT_ONCE = 512;

    private final ByteBuffer gathered = ByteBuffer.allocateDirect(GATHERED);
    private final List<Outgoing> requests = new ArrayList<>();
    private int room = GATHERED;

    /** Takes as many requests out of a queue as there is room for. */
    void takeFrom(ArrayDeque<Outgoing> waiting) {
        while (!waiting.isEmpty() && requests.size() < MOST_AT_ONCE) {
            Outgoing next = waiting.getFirst();
            int payload = next.payload().remaining();
            int needed = next.header().remaining() + (payload <= LONGEST_COPIED ? payload : 0);
            if (needed > room) {
                return;
            }
            room -= needed;
            requests.add(waiting.removeFirst());
        }
    }

    boolean isEmpty() {
        return requests.isEmpty();
    }

    /** The bytes of all requests, in buffers that stay valid until {@link #tellSent}. */
    ByteBuffer[] bytes() {
        gathered.clear();
        List<ByteBuffer> buffers = new ArrayList<>();
        int from = 0;
        for (Outgoing request : requests) {
            gathered.put(request.header());
            ByteBuffer payload = request.payload().duplicate();
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

    /** All were sent, or never will be: tells them, and is empty again. */
    void tellSent() {
        for (Outgoing request : requests) {
            request.ending().sent();
        }
        requests.clear();
        room = GATHERED;
    }
}
