// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What one client does, or what belongs to none. Many threads may use it. */
final class Log {
    private final Consumer<Entry> entries;
    private final InstantSource clock;
    private final long connection;
    private final AtomicLong ids = new AtomicLong();

    /** What belongs to no client. */
    Log(Consumer<Entry> entries, InstantSource clock) {
        this(entries, clock, 0);
    }

    private Log(Consumer<Entry> entries, InstantSource clock, long connection) {
        this.entries = entries;
        this.clock = clock;
        this.connection = connection;
    }

    /** What a client does, with ids of its own. */
    Log of(long client) {
        return new Log(entries, clock, client);
    }

    /** Something that has no end. */
    void print(String act, Field... fields) {
        add(Entry.Type.PRINT, act, 0, List.of(fields));
    }

    /**
     * Something that begins.
     *
     * @return its id, to be given when it ends
     */
    long enter(String act, Field... fields) {
        long id = ids.incrementAndGet();
        add(Entry.Type.ENTER, act, id, List.of(fields));
        return id;
    }

    /** Something that ends. */
    void leave(String act, long id, List<Field> fields) {
        add(Entry.Type.LEAVE, act, id, fields);
    }

    /** How many things have begun. */
    long entered() {
        return ids.get();
    }

    private void add(Entry.Type type, String act, long id, List<Field> fields) {
        entries.accept(new Entry(clock.instant(), type, act, connection, id, fields));
    }
}
