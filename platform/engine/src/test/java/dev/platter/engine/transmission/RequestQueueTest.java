// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.Commands;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workers take the waiting requests, and are woken only as far as needed. */
class RequestQueueTest {
    private final ArrayDeque<Runnable> sent = new ArrayDeque<>();
    private final List<Long> done = new ArrayList<>();
    private final List<Request> ended = new ArrayList<>();
    private final RequestQueue queue = new RequestQueue(sent::add, 3, request -> done.add(request.cookie()));

    private Request request(long cookie) {
        RequestHeader header = new RequestHeader(ReplyStyle.SIMPLE);
        header.read(EmbeddedConnection.request(0, Commands.FLUSH, cookie, 0, 0), 0);
        return new Request(ended::add).take(header, List.of());
    }

    @Test
    void aBatchWakesOneWorkerWhichTakesAllInOrder() {
        queue.add(request(1));
        queue.add(request(2));
        queue.wake();
        queue.wake();
        assertEquals(1, sent.size());
        sent.remove().run();
        assertEquals(List.of(1L, 2L), done);
        queue.add(request(3));
        queue.wake();
        assertEquals(1, sent.size(), "the first has gone");
    }

    @Test
    void noWorkerIsWokenForNothing() {
        queue.wake();
        assertEquals(0, sent.size());
        assertFalse(queue.help());
    }

    @Test
    void moreWorkersAreWokenOnlyWhileTheQueueStandsStill() {
        queue.add(request(1));
        queue.add(request(2));
        queue.wake();
        assertTrue(queue.help(), "nothing was taken yet: two now");
        assertEquals(2, sent.size());
        assertFalse(queue.help(), "three, and that is all there may be");
        assertEquals(3, sent.size());
        queue.help();
        assertEquals(3, sent.size());
    }

    @Test
    void withoutAWorkerRequestsFail() {
        List<Long> none = new ArrayList<>();
        RequestQueue poor = new RequestQueue(
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                1,
                request -> none.add(request.cookie()));
        poor.add(request(1));
        poor.add(request(2));
        poor.wake();
        assertEquals(2, ended.size());
        assertEquals(
                "no thread can be started for a request: java.lang.OutOfMemoryError: unable to create native thread",
                ended.getFirst().failure().getMessage());
        poor.add(request(3));
        poor.wake();
        assertEquals(3, ended.size(), "the worker that did not come is not waited for");
    }
}
