// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.Client;
import dev.platter.api.Registration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the members of a chain want to do when a client has gone: the tasks that were registered with one
 * {@link MembersClient}. They run on one worker, one after the other: a thousand requests under way must not take a
 * thousand threads. All methods may be called by any thread.
 */
final class Farewells {
    /** What a chain lends to all of its farewells. */
    record Room(Set<Farewells> open, Executor workers, Consumer<RuntimeException> failed) {
        Room(Executor workers, Consumer<RuntimeException> failed) {
            this(ConcurrentHashMap.newKeySet(), workers, failed);
        }

        /** Drops all tasks that have not run. */
        void close() {
            open.forEach(Farewells::close);
        }
    }

    private final Client client;
    private final Room room;
    private final Set<Farewell> waiting = ConcurrentHashMap.newKeySet();
    private @Nullable Registration registration;
    private volatile boolean closed;

    /**
     * Creates farewells without tasks.
     *
     * @param client the client as its connection knows it, which runs a task on the thread that ends the connection
     */
    Farewells(Client client, Room room) {
        this.client = client;
        this.room = room;
    }

    Registration add(Runnable task) {
        Farewell added = new Farewell(task);
        waiting.add(added);
        watch();
        // clientHasGone() comes after the flag is set, and scans; we add, then read the flag. One of the two sees the
        // other. It is the same with close().
        if (client.isGone()) {
            clientHasGone();
        }
        if (closed) {
            added.close();
        }
        return added;
    }

    /** Members that never register a task cost the connection nothing. */
    private synchronized void watch() {
        if (registration == null && !closed) {
            room.open().add(this);
            registration = client.whenGone(this::clientHasGone);
        }
    }

    private void clientHasGone() {
        try {
            room.workers().execute(this::runAll);
        } catch (RejectedExecutionException e) {
            // The chain has stopped, so no member waits for anything.
            waiting.clear();
        }
    }

    private void runAll() {
        for (Farewell farewell : waiting) {
            farewell.run();
        }
    }

    /** Drops the tasks, unless the client has gone: then they run, or have run. */
    synchronized void close() {
        closed = true;
        room.open().remove(this);
        if (client.isGone()) {
            return;
        }
        if (registration != null) {
            registration.close();
        }
        waiting.clear();
    }

    private final class Farewell implements Registration {
        private final Runnable task;

        Farewell(Runnable task) {
            this.task = task;
        }

        void run() {
            if (!waiting.remove(this)) {
                return;
            }
            try {
                ContextLoader.of(task).around(task).run();
            } catch (RuntimeException e) {
                room.failed().accept(e);
            }
        }

        @Override
        public void close() {
            waiting.remove(this);
        }
    }
}
