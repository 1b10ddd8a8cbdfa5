// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.log;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Logs the events of one client, or those that concern no client. Many threads may use it. */
final class Log {
    private final Consumer<Entry> entries;
    private final InstantSource clock;
    private final long connection;
    private final AtomicLong ids = new AtomicLong();

    /** For events that concern no client. */
    Log(Consumer<Entry> entries, InstantSource clock) {
        this(entries, clock, 0);
    }

    private Log(Consumer<Entry> entries, InstantSource clock, long connection) {
        this.entries = entries;
        this.clock = clock;
        this.connection = connection;
    }

    /** For the events of a client, with ids of its own. */
    Log of(long client) {
        return new Log(entries, clock, client);
    }

    /** Logs an event without an end. */
    void print(String act, Field... fields) {
        add(Entry.Type.PRINT, act, 0, List.of(fields));
    }

    /**
     * Logs a beginning.
     *
     * @return its id, to be given at its end
     */
    long enter(String act, Field... fields) {
        long id = ids.incrementAndGet();
        add(Entry.Type.ENTER, act, id, List.of(fields));
        return id;
    }

    /** Logs an end. */
    void leave(String act, long id, List<Field> fields) {
        add(Entry.Type.LEAVE, act, id, fields);
    }

    /** How many beginnings were logged. */
    long entered() {
        return ids.get();
    }

    private void add(Entry.Type type, String act, long id, List<Field> fields) {
        entries.accept(new Entry(clock.instant(), type, act, connection, id, fields));
    }
}
