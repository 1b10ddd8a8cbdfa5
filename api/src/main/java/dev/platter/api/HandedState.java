package dev.platter.api;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one version of a plugin hands over to another: a tree of values whose classes are the JDK's, so that nothing of
 * it keeps the old version's class loader alive and the new one can read it.
 *
 * <p>Allowed are {@link String}, boxed primitives, arrays of primitives, {@link MemorySegment}, {@link Arena},
 * {@link FileChannel}, and {@link List} and {@link Map} (with strings for keys) of these. Lists and maps are copied.
 * Arrays, segments, arenas and channels are not: they are handed over as they are.
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
     * @throws IllegalArgumentException if a value is of a class that is not allowed; the message says where it is
     */
    public static HandedState of(String format, int version, Map<String, ?> values) {
        return new HandedState(format, version, copyMap(format, values));
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

    private static Map<String, Object> copyMap(String path, Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw refused(path, key);
            }
            copy.put(name, copy(path + "." + name, value));
        });
        return Collections.unmodifiableMap(copy);
    }

    private static Object copy(String path, Object value) {
        return switch (value) {
            case null -> throw new IllegalArgumentException("a state holds no null, but " + path + " is null");
            case Map<?, ?> map -> copyMap(path, map);
            case List<?> list -> {
                List<Object> copy = new ArrayList<>(list.size());
                for (Object element : list) {
                    copy.add(copy(path + "[" + copy.size() + "]", element));
                }
                yield Collections.unmodifiableList(copy);
            }
            case String string -> string;
            case Boolean bool -> bool;
            case Character character -> character;
            case Number number when isFromJdk(number) -> number;
            case MemorySegment segment when isFromJdk(segment) -> segment;
            case Arena arena when isFromJdk(arena) -> arena;
            case FileChannel channel when isFromJdk(channel) -> channel;
            default -> {
                if (value.getClass().isArray()
                        && value.getClass().getComponentType().isPrimitive()) {
                    yield value;
                }
                throw refused(path, value);
            }
        };
    }

    /** An author may extend Number or FileChannel; such an object would keep his class loader alive. */
    private static boolean isFromJdk(Object value) {
        return value.getClass().getModule() == Object.class.getModule();
    }

    private static IllegalArgumentException refused(String path, Object value) {
        return new IllegalArgumentException("a state may hold values of the JDK only, but " + path + " is a "
                + value.getClass().getName());
    }

    @Override
    public String toString() {
        return format + " version " + version + " " + values.keySet();
    }
}
