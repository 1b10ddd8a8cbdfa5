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
 * The contents that one version of a plugin hands over to another: a tree of values whose classes are the JDK's, so
 * that it keeps no class loader of the old version alive and the new version can read it.
 *
 * <p>Allowed are {@link String}, boxed primitives and other {@link Number}s of the JDK, arrays of primitives,
 * {@link MemorySegment}, {@link Arena}, {@link FileChannel}, and {@link List} and {@link Map} (with strings as keys) of
 * these. Lists and maps are copied, and must not contain themselves. Arrays, segments, arenas and channels are not
 * copied: they are handed over as they are. Segments and arenas must be alive and not confined to a thread, since
 * another thread will use them.
 *
 * <p>Pitfall: a segment that was made with a clean-up action keeps that action, and so the class loader of its author's
 * class. This class cannot detect that; release such memory in {@code stop} instead.
 *
 * <p>Immutable except for the arrays, segments, arenas and channels in it; safe for use by many threads.
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

    /** {@return the name of the values' shape} */
    public String format() {
        return format;
    }

    /** {@return the version of that shape} */
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
     * @param expected the format that the caller reads
     * @param oldest the oldest version of it that the caller reads
     * @param newest the newest version of it that the caller reads
     * @throws IOException if the state has another format or version; the message has both
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
     * @throws IOException if no value has that name, or if it has another class
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
     * A value that may be missing, as one that only newer versions write.
     *
     * @param name its name
     * @param type its class, see {@link #get}
     * @param <T> its type
     * @return the value, or empty if no value has that name
     * @throws IOException if it has another class
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
     * @throws IOException if no list has that name, or if an element has another class
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
            throw new IOException(
                    "the state (" + this + ") has a " + value.getClass().getSimpleName() + " in '" + name
                            + "', and the plugin expects the class " + type.getSimpleName());
        }
        return type.cast(value);
    }

    @Override
    public String toString() {
        return format + " version " + version + " " + values.keySet();
    }

    /**
     * Copies one tree, and remembers the path from its root, so that a list that contains itself is refused with a
     * sentence.
     */
    private static final class Copier {
        /**
         * A thread other than the caller's. Not static: a thread keeps its maker's context class loader, which may be a
         * plugin's.
         */
        private final Thread anotherThread = Thread.ofPlatform().unstarted(() -> {});

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
                throw new IllegalArgumentException("a state must be a tree, but " + path + " contains itself");
            }
        }

        private Object copy(String path, Object value) {
            return switch (value) {
                case null -> throw new IllegalArgumentException("a state cannot hold null, but " + path + " is null");
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
                throw new IllegalArgumentException("the memory of " + path + " is already freed");
            }
            if (!segment.isAccessibleBy(anotherThread)) {
                throw new IllegalArgumentException("the memory of " + path
                        + " is confined to one thread, and another thread takes it over; use Arena.ofShared()");
            }
            return segment;
        }

        /** An arena does not name its thread; a segment of it does. */
        private Arena shareable(String path, Arena arena) {
            if (!arena.scope().isAlive()) {
                throw new IllegalArgumentException("the arena of " + path + " is already closed");
            }
            try {
                shareable(path, arena.allocate(0));
            } catch (WrongThreadException e) {
                throw new IllegalArgumentException(
                        "the arena of " + path + " is confined to another thread; use Arena.ofShared()", e);
            }
            return arena;
        }

        /** An author may extend Number or FileChannel; such an object would keep that author's class loader alive. */
        private static boolean isFromJdk(Object value) {
            return value.getClass().getModule() == Object.class.getModule();
        }

        private static IllegalArgumentException refused(String path, Object value) {
            return new IllegalArgumentException("a state can hold only values of JDK classes, but " + path + " is a "
                    + value.getClass().getName());
        }
    }
}
