// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Things that are opened for their first user and closed after the last. Those who want the same thing while it is being
 * opened wait for it; others do not. Any thread may call.
 */
final class SharedTable<V extends AutoCloseable> {
    private final Map<String, Entry> entries = new HashMap<>();

    /** Opens a thing, and may wait. */
    @FunctionalInterface
    interface Opener<V> {
        V open() throws IOException;
    }

    /** One user's share of a thing, to be closed once. */
    final class Lease implements AutoCloseable {
        private final Entry entry;
        private final V value;

        private Lease(Entry entry, V value) {
            this.entry = entry;
            this.value = value;
        }

        V value() {
            return value;
        }

        /** Another share of the same thing, also if it is forgotten. */
        Lease share() {
            synchronized (entries) {
                entry.users++;
            }
            return new Lease(entry, value);
        }

        @Override
        public void close() {
            entry.leave();
        }
    }

    private final class Entry {
        private final String key;

        /** Guarded by {@link #entries}. */
        private int users;

        /** Guarded by this entry. */
        private @Nullable V value;

        Entry(String key) {
            this.key = key;
        }

        synchronized V open(Opener<V> opener) throws IOException {
            V open = value;
            if (open == null) {
                open = opener.open();
                value = open;
            }
            return open;
        }

        void leave() {
            synchronized (entries) {
                users--;
                if (users > 0) {
                    return;
                }
                entries.remove(key, this);
            }
            close();
        }

        private synchronized void close() {
            V open = value;
            if (open == null) {
                return;
            }
            value = null;
            try {
                open.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Takes a share of a thing.
     *
     * @throws IOException if it has to be opened, and cannot
     */
    Lease take(String key, Opener<V> opener) throws IOException {
        Entry entry;
        synchronized (entries) {
            entry = entries.computeIfAbsent(key, Entry::new);
            entry.users++;
        }
        try {
            return new Lease(entry, entry.open(opener));
        } catch (IOException | RuntimeException | Error e) {
            entry.leave();
            throw e;
        }
    }

    /** Has later users open the thing anew; those that have it keep it. */
    void forget(Lease lease) {
        synchronized (entries) {
            entries.remove(lease.entry.key, lease.entry);
        }
    }
}
