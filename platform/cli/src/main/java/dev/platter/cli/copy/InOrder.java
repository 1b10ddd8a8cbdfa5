// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.api.Completion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands on in the order of their offsets the blocks that come in any order: to a pipe, or to a checksum. The thread that brings the
 * next block hands it on, and what has waited for it; other threads leave theirs and go on.
 */
final class InOrder implements Drain {
    /** Takes the blocks in their order, one at a time. */
    interface Taker {
        /**
         * Takes data.
         *
         * @param data may be moved, and not kept
         */
        void data(ByteBuffer data) throws IOException;

        void zeroes(long length) throws IOException;
    }

    private record Item(long length, @Nullable ByteBuffer data, Completion done) {}

    private final Taker taker;
    private final Map<Long, Item> waiting = new HashMap<>();
    private long next;
    private boolean busy;
    private @Nullable IOException failure;

    InOrder(Taker taker) {
        this.taker = taker;
    }

    @Override
    public void data(long offset, ByteBuffer data, Completion done) {
        put(offset, new Item(data.remaining(), data, done));
    }

    @Override
    public void zeroes(long offset, long length, Completion done) {
        put(offset, new Item(length, null, done));
    }

    /** Fails all that wait, and all that come: a block before them never will. */
    void abandon(IOException why) {
        List<Item> left;
        synchronized (this) {
            if (failure == null) {
                failure = why;
            }
            left = new ArrayList<>(waiting.values());
            waiting.clear();
        }
        left.forEach(item -> item.done.failed(why));
    }

    private void put(long offset, Item item) {
        IOException why;
        synchronized (this) {
            why = failure;
            if (why == null) {
                waiting.put(offset, item);
            }
        }
        if (why == null) {
            handOn();
        } else {
            item.done.failed(why);
        }
    }

    private void handOn() {
        while (true) {
            Item item;
            synchronized (this) {
                item = busy ? null : waiting.remove(next);
                if (item == null) {
                    return;
                }
                busy = true;
            }
            IOException why = take(item);
            synchronized (this) {
                busy = false;
                next += item.length;
            }
            if (why == null) {
                item.done.succeeded();
            } else {
                item.done.failed(why);
                abandon(why);
                return;
            }
        }
    }

    private @Nullable IOException take(Item item) {
        try {
            if (item.data == null) {
                taker.zeroes(item.length);
            } else {
                taker.data(item.data);
            }
            return null;
        } catch (IOException e) {
            return e;
        }
    }
}
