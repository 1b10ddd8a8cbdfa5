// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.s3;

import dev.platter.ahead.Gathered;
import dev.platter.ahead.ReadAhead;
import dev.platter.api.Allocation;
import dev.platter.api.Completion;
import dev.platter.api.Context;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import dev.platter.web.Lanes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A disk as objects of one size, each of which has a part of it. A part without an object reads as zeroes. All clients share it, and no
 * method waits.
 *
 * <p>An object can only be written as a whole, so a change of some bytes reads it, changes them in memory, and writes it. Changes of one part
 * queue up: what has come in while an object is written goes into the next writing together. So a client with many small writes in order
 * under way has an object written a few times, and not once for each of them. A change has ended when the store has the object.
 */
final class Parts {
    private final Bucket bucket;
    private final String key;
    private final long size;
    private final int length;
    private final Lanes lanes;
    private final Context context;
    private final Map<Long, Queue> queues = new HashMap<>();
    private final Set<ReadAhead> readers = ConcurrentHashMap.newKeySet();

    /** Requests that change something go on when their client has gone. */
    private final Calls changes = new Calls();

    /** Changes of one part that wait for those that are under way. */
    private static final class Queue {
        private List<Effect> waiting = new ArrayList<>();
    }

    /**
     * Asks nothing yet.
     *
     * @param key what the keys of the objects begin with
     * @param size of the disk, a multiple of the length
     * @param length of each part
     */
    Parts(Bucket bucket, String key, long size, int length, Lanes lanes, Context context) {
        this.bucket = bucket;
        this.key = key;
        this.size = size;
        this.length = length;
        this.lanes = lanes;
        this.context = context;
    }

    long size() {
        return size;
    }

    int length() {
        return length;
    }

    Context context() {
        return context;
    }

    private String prefix() {
        return key + "/";
    }

    /** The key of a part's object, as nbdkit's plugin names it. */
    private String key(long index) {
        return String.format(Locale.ROOT, "%s/%016x", key, index);
    }

    void add(ReadAhead reader) {
        readers.add(reader);
    }

    void remove(ReadAhead reader) {
        readers.remove(reader);
    }

    /** Gives up everything that is under way. */
    void end() {
        changes.end();
    }

    /** Reads a range. */
    void read(ByteBuffer into, long offset, Calls calls, Completion end) {
        int begin = into.position();
        int all = into.remaining();
        long last = (offset + all - 1) / length;
        Gathered whole = new Gathered(into, (int) (last - offset / length + 1), end);
        for (long at = offset; at < offset + all; ) {
            int within = (int) (at % length);
            int count = (int) Math.min(length - within, offset + all - at);
            ByteBuffer part = into.slice(begin + (int) (at - offset), count);
            long index = at / length;
            begin(whole, () -> read(index, within, part, calls));
            at += count;
        }
    }

    private void read(long index, int within, ByteBuffer part, Calls calls) throws IOException {
        OptionalLong found = bucket.read(key(index), within, part, "", calls);
        if (found.isEmpty()) {
            part.clear();
            Zeroes.put(part);
        } else {
            demandLength(index, found.getAsLong());
        }
    }

    private void demandLength(long index, long found) throws DiskException {
        if (found != length) {
            throw new DiskException(
                    NbdError.EIO,
                    "the object '" + key(index) + "' has " + found + " bytes, and object-size says that all have "
                            + length);
        }
    }

    /** Does some work in a lane, and tells how it went. */
    void begin(Completion end, Lanes.Work work) {
        lanes.carry(work, end);
    }

    /**
     * Changes a part.
     *
     * @param index which
     */
    void change(long index, Effect effect) {
        synchronized (queues) {
            Queue queue = queues.get(index);
            if (queue != null) {
                queue.waiting.add(effect);
                return;
            }
            queues.put(index, new Queue());
        }
        carryOut(index, List.of(effect));
    }

    private void carryOut(long index, List<Effect> effects) {
        begin(
                new Completion() {
                    @Override
                    public void succeeded() {
                        over(index, effects);
                        effects.forEach(effect -> effect.end().succeeded());
                    }

                    @Override
                    public void failed(IOException error) {
                        over(index, effects);
                        effects.forEach(effect -> effect.end().failed(error));
                    }
                },
                () -> apply(index, effects));
    }

    /** Forgets what was read before, and begins what has come in meanwhile. */
    private void over(long index, List<Effect> effects) {
        effects.forEach(
                effect -> readers.forEach(reader -> reader.forget(index * length + effect.offset(), effect.length())));
        List<Effect> next;
        synchronized (queues) {
            Queue queue = queues.get(index);
            if (queue == null || queue.waiting.isEmpty()) {
                queues.remove(index);
                return;
            }
            next = queue.waiting;
            queue.waiting = new ArrayList<>();
        }
        carryOut(index, next);
    }

    private void apply(long index, List<Effect> effects) throws IOException {
        int begin = effects.size() - 1;
        while (begin > 0 && effects.get(begin).length() < length) {
            begin--;
        }
        Effect first = effects.get(begin);
        boolean isWhole = first.length() == length;
        if (isWhole && begin == effects.size() - 1) {
            if (first.bytes().isPresent()) {
                bucket.write(key(index), first.bytes().get(), changes);
                return;
            }
            if (first.deletes()) {
                bucket.delete(key(index), changes);
                return;
            }
        }
        try (Allocation memory = context.buffers().allocate(length)) {
            ByteBuffer part = memory.buffer().slice(0, length);
            if (!isWhole) {
                read(index, 0, part, changes);
                part.clear();
            }
            effects.subList(begin, effects.size()).forEach(effect -> effect.apply(part));
            bucket.write(key(index), part.clear(), changes);
        }
    }

    /** Takes the number of a part, and tells whether it wants another one. */
    @FunctionalInterface
    interface Finding {
        boolean take(long index);
    }

    /** Finds the parts of a range that have objects, in ascending order. Waits for the store. */
    void scan(long first, long end, Calls calls, Finding finding) throws IOException {
        String after = first == 0 ? "" : key(first - 1);
        while (true) {
            Listing page = bucket.list(prefix(), after, calls);
            for (String name : page.keys()) {
                long index = index(name);
                if (index >= end || (index >= first && !finding.take(index))) {
                    return;
                }
            }
            if (!page.truncated() || page.keys().isEmpty()) {
                return;
            }
            after = page.keys().getLast();
        }
    }

    /** The part that an object is of; -1 if it is of none. */
    private long index(String name) {
        String digits = name.startsWith(prefix()) ? name.substring(prefix().length()) : "";
        if (digits.length() != 16 || !digits.matches("[0-7][0-9a-f]*")) {
            return -1;
        }
        long index = Long.parseLong(digits, 16);
        return index < size / length ? index : -1;
    }
}
