// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one version of a plugin hands over to another: a tree of values whose classes are the JDK's, so that nothing of
 * it keeps the old version's class loader alive and the new one can read it.
 *
 * <p>Allowed are {@link String}, boxed primitives and other {@link Number}s of the JDK, arrays of primitives,
 * {@link MemorySegment}, {@link Arena}, {@link FileChannel}, and {@link List} and {@link Map} (with strings for keys)
 * of these. Lists and maps are copied, and must not contain themselves. Arrays, segments, arenas and channels are not
 * copied: they are handed over as they are. Segments and arenas are alive and not confined to a thread, since another
 * one will use them.
 *
 * <p>Pitfall: a segment that was made with a clean-up action keeps that action, and so the class loader of whoever
 * wrote it. This cannot be found out here; release such memory in {@code stop} instead.
 *
 * <p>Immutable but for what the values refer to; may be used by many threads.
 *
 * @since 0.1
 */
public final class HandedState {
    private final String format;
    private final int version;
    private final Map<String, Object> values;

    private HandedState(String format, int version, Map<String, Object> values) {
        this.format = format;
        this.version = version;
        this.values = values;
    }

    /**
     * Packs a state.
     *
     * @param format a name for the shape of the values, for example {@code platter-memory}
     * @param version the version of that shape
     * @param values the values, by name
     * @return the state
     * @throws IllegalArgumentException if a value cannot be handed over; the message says which, and why
     */
    public static HandedState of(String format, int version, Map<String, ?> values) {
        return new HandedState(format, version, new Copier().copyMap(format, values));
    }

    /**
     * The shape of the values.
     *
     * @return its name
     */
    public String format() {
        return format;
    }

    /**
     * The version of the shape.
     *
     * @return its number
     */
    public int version() {
        return version;
    }

    /**
     * The values.
     *
     * @return the values by name, unmodifiable, in the order in which they were given
     */
    public Map<String, Object> values() {
        return values;
    }

    /**
     * Refuses a state that the caller cannot read.
     *
     * @param expected the format that it reads
     * @param oldest the oldest version of it
     * @param newest the newest version of it
     * @throws IOException if the state is another; the message says what it is and what could be read
     */
    public void require(String expected, int oldest, int newest) throws IOException {
        if (!format.equals(expected) || version < oldest || version > newest) {
            throw new IOException("cannot take over a state of format " + format + " version " + version
                    + "; this version of the plugin reads " + expected + " version "
                    + (oldest == newest ? "" : oldest + " to ") + newest);
        }
    }

    /**
     * A value that must be there.
     *
     * @param name its name
     * @param type its class; {@code Long.class} for a {@code long}, {@code long[].class} for an array of them
     * @param <T> its type
     * @return the value
     * @throws IOException if there is none of that name, or one of another class
     */
    public <T> T get(String name, Class<T> type) throws IOException {
        Optional<T> value = find(name, type);
        if (value.isEmpty()) {
            throw new IOException("the state (" + this + ") has no value '" + name
                    + "'; was it written by a plugin of another kind?");
        }
        return value.get();
    }

    /**
     * A value that may be missing, as one that only newer versions have.
     *
     * @param name its name
     * @param type its class, see {@link #get}
     * @param <T> its type
     * @return the value, or empty if there is none of that name
     * @throws IOException if it is of another class
     */
    public <T> Optional<T> find(String name, Class<T> type) throws IOException {
        Object value = values.get(name);
        return value == null ? Optional.empty() : Optional.of(cast(name, value, type));
    }

    /**
     * A list of values of one class.
     *
     * @param name its name
     * @param type the class of its elements, see {@link #get}
     * @param <T> the type of its elements
     * @return the list, unmodifiable
     * @throws IOException if there is none of that name, or an element is of another class
     */
    public <T> List<T> list(String name, Class<T> type) throws IOException {
        List<?> elements = get(name, List.class);
        List<T> list = new ArrayList<>(elements.size());
        for (Object element : elements) {
            list.add(cast(name + "[" + list.size() + "]", element, type));
        }
        return Collections.unmodifiableList(list);
    }

    private <T> T cast(String name, Object value, Class<T> type) throws IOException {
        if (!type.isInstance(value)) {
            throw new IOException("the state (" + this + ") has in '" + name + "' a "
                    + value.getClass().getSimpleName() + ", where a " + type.getSimpleName() + " is expected");
        }
        return type.cast(value);
    }

    @Override
    public String toString() {
        return format + " version " + version + " " + values.keySet();
    }

    /** Copies one tree, and remembers the way from its root, so that a list inside itself ends in a sentence. */
    private static final class Copier {
        /** Not static: a thread keeps the class loader that was its maker's context, which may be a plugin's. */
        private final Thread somebodyElse = Thread.ofPlatform().unstarted(() -> {});

        private final Set<Object> around = Collections.newSetFromMap(new IdentityHashMap<>());

        Map<String, Object> copyMap(String path, Map<?, ?> map) {
            enter(path, map);
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> {
                if (!(key instanceof String name)) {
                    throw refused("a key of " + path, key);
                }
                copy.put(name, copy(path + "." + name, value));
            });
            around.remove(map);
            return Collections.unmodifiableMap(copy);
        }

        private List<Object> copyList(String path, List<?> list) {
            enter(path, list);
            List<Object> copy = new ArrayList<>(list.size());
            for (Object element : list) {
                copy.add(copy(path + "[" + copy.size() + "]", element));
            }
            around.remove(list);
            return Collections.unmodifiableList(copy);
        }

        private void enter(String path, Object collection) {
            if (!around.add(collection)) {
                throw new IllegalArgumentException("a state is a tree, but " + path + " contains itself");
            }
        }

        private Object copy(String path, Object value) {
            return switch (value) {
                case null -> throw new IllegalArgumentException("a state holds no null, but " + path + " is null");
                case Map<?, ?> map -> copyMap(path, map);
                case List<?> list -> copyList(path, list);
                case String string -> string;
                case Boolean bool -> bool;
                case Character character -> character;
                case Number number when isFromJdk(number) -> number;
                case MemorySegment segment when isFromJdk(segment) -> shareable(path, segment);
                case Arena arena when isFromJdk(arena) -> shareable(path, arena);
                case FileChannel channel when isFromJdk(channel) -> channel;
                default -> {
                    Class<?> element = value.getClass().getComponentType();
                    if (element != null && element.isPrimitive()) {
                        yield value;
                    }
                    throw refused(path, value);
                }
            };
        }

        private MemorySegment shareable(String path, MemorySegment segment) {
            if (!segment.scope().isAlive()) {
                throw new IllegalArgumentException("the memory of " + path + " was freed already");
            }
            if (!segment.isAccessibleBy(somebodyElse)) {
                throw new IllegalArgumentException("the memory of " + path
                        + " is confined to a thread, and another one will take it over; use Arena.ofShared()");
            }
            return segment;
        }

        /** An arena does not say whose it is; a segment of it does. */
        private Arena shareable(String path, Arena arena) {
            if (!arena.scope().isAlive()) {
                throw new IllegalArgumentException("the arena of " + path + " was closed already");
            }
            try {
                shareable(path, arena.allocate(0));
            } catch (WrongThreadException e) {
                throw new IllegalArgumentException(
                        "the arena of " + path + " is confined to another thread; use Arena.ofShared()", e);
            }
            return arena;
        }

        /** An author may extend Number or FileChannel; such an object would keep his class loader alive. */
        private static boolean isFromJdk(Object value) {
            return value.getClass().getModule() == Object.class.getModule();
        }

        private static IllegalArgumentException refused(String path, Object value) {
            return new IllegalArgumentException("a state may hold values of the JDK only, but " + path + " is a "
                    + value.getClass().getName());
        }
    }
}
