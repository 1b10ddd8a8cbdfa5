// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.overlay;

import dev.platter.api.HandedState;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a filter keeps in memory, apart for each export name. All clients of an export see the same, and it stays when they have gone; only what
 * is empty is dropped then, since clients can ask for any number of names.
 *
 * @param <T> what is kept for an export
 */
public final class PerExport<T extends PerExport.Kept> {
    private static final String NAMES = "exports";

    private final String format;
    private final int version;
    private final Maker<T> maker;
    private final Map<String, Entry<T>> byName = new LinkedHashMap<>();

    /** What is kept for an export. */
    public interface Kept {
        /** {@return whether nothing is lost if it is dropped} */
        boolean isEmpty();

        /**
         * Describes it, and lets go of it.
         *
         * @return values for a {@link HandedState}
         * @throws IOException if that fails
         */
        Map<String, Object> release() throws IOException;

        /** Keeps it, after a hand-over to this one, or from it if that has failed. */
        void keep();

        /** Gives its memory back, unless somebody else holds it now. */
        void stop();
    }

    /**
     * Makes what is kept.
     *
     * @param <T> its type
     */
    public interface Maker<T> {
        /**
         * Makes an empty one.
         *
         * @return it
         * @throws IOException if that fails
         */
        T create() throws IOException;

        /**
         * Takes over what another one has released.
         *
         * @param state the values that it has returned
         * @return it
         * @throws IOException if they do not fit
         */
        T adopt(HandedState state) throws IOException;
    }

    private static final class Entry<T> {
        private final T kept;
        private int users;

        Entry(T kept) {
            this.kept = kept;
        }
    }

    /**
     * Begins without any export.
     *
     * @param format a name for the shape of the state
     * @param version the version of that shape
     * @param maker makes what is kept
     */
    public PerExport(String format, int version, Maker<T> maker) {
        this.format = format;
        this.version = version;
        this.maker = maker;
    }

    /**
     * Takes over what another one has released.
     *
     * @param state as {@link #release} has returned it
     * @throws IOException if it does not fit
     */
    public synchronized void adopt(HandedState state) throws IOException {
        state.require(format, version, version);
        Map<?, ?> states = state.get(NAMES, Map.class);
        for (Map.Entry<?, ?> one : states.entrySet()) {
            HandedState values = HandedState.of(format, version, asValues((Map<?, ?>) one.getValue()));
            byName.put((String) one.getKey(), new Entry<>(maker.adopt(values)));
        }
    }

    /** The keys are strings: a {@link HandedState} takes no others. */
    @SuppressWarnings("unchecked")
    private static Map<String, ?> asValues(Map<?, ?> map) {
        return (Map<String, ?>) map;
    }

    /**
     * Uses what is kept for an export.
     *
     * @param name the name of the export
     * @return the use, to be closed
     * @throws IOException if there was nothing yet and it cannot be made
     */
    public synchronized Use<T> use(String name) throws IOException {
        Entry<T> entry = byName.get(name);
        if (entry == null) {
            entry = new Entry<>(maker.create());
            byName.put(name, entry);
        }
        entry.users++;
        return new Use<>(this, name, entry);
    }

    /**
     * A disk's use of what is kept for its export.
     *
     * @param <T> its type
     */
    public static final class Use<T extends Kept> implements AutoCloseable {
        private final PerExport<T> all;
        private final String name;
        private final Entry<T> entry;

        private Use(PerExport<T> all, String name, Entry<T> entry) {
            this.all = all;
            this.name = name;
            this.entry = entry;
        }

        /** {@return what is kept} */
        public T kept() {
            return entry.kept;
        }

        /** Ends the use. */
        @Override
        public void close() {
            synchronized (all) {
                entry.users--;
                if (entry.users == 0 && entry.kept.isEmpty()) {
                    all.byName.remove(name);
                    entry.kept.stop();
                }
            }
        }
    }

    /**
     * Describes all, and lets go of it.
     *
     * @return the state, for {@code release} of the filter
     * @throws IOException if that fails
     */
    public synchronized HandedState release() throws IOException {
        Map<String, Object> states = new LinkedHashMap<>();
        for (Map.Entry<String, Entry<T>> one : byName.entrySet()) {
            states.put(one.getKey(), one.getValue().kept.release());
        }
        return HandedState.of(format, version, Map.of(NAMES, states));
    }

    /** Keeps all, after a hand-over to this one, or from it if that has failed. */
    public synchronized void keep() {
        byName.values().forEach(entry -> entry.kept.keep());
    }

    /** Gives all memory back, unless somebody else holds it now. */
    public synchronized void stop() {
        byName.values().forEach(entry -> entry.kept.stop());
    }
}
