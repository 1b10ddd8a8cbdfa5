// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Placed;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A component of a record that describes parameters: those of a plugin or filter, or the keys of a table in a
 * configuration file.
 */
public final class Component {
    /** How many values a component takes, and what it becomes without one. */
    public enum Shape {
        /** One value. */
        SINGLE,
        /** One value or none. */
        OPTIONAL,
        /** Any number of values. */
        LIST,
        /** Any number of values, each with its place among all parameters. */
        PLACED,
        /** One table for each name that a user has chosen; only in a table. */
        NAMED,
        /** All keys that no other component has. */
        REST
    }

    private final ParameterDescription description;
    private final Shape shape;
    private final Class<?> valueClass;
    private final ValueType type;
    private final boolean once;

    /**
     * Creates a component.
     *
     * @param description the description for users
     * @param shape how many values it takes
     * @param valueClass the class of each value
     * @param type how each value is read; {@link Shape#REST} ignores it
     * @param once whether a command line that repeats it is refused
     */
    Component(ParameterDescription description, Shape shape, Class<?> valueClass, ValueType type, boolean once) {
        this.description = description;
        this.shape = shape;
        this.valueClass = valueClass;
        this.type = type;
        this.once = once;
    }

    /** Whether the last of several values counts on a command line. */
    boolean lastCounts() {
        return !once && !description.repeatable();
    }

    /**
     * Reads how a component of a table's record describes its key. Two rules hold for a table and not for a plugin: a
     * value may be a record, which is a table within the table; and an {@link Optional} may have a default, since a
     * definition that does not come from a file may omit the value.
     *
     * @param declared a component with {@link dev.platter.api.parameters.Parameter}
     * @return the key
     * @throws SchemaException if the component breaks a rule of {@link dev.platter.api.parameters}
     */
    public static Component ofTable(RecordComponent declared) {
        return ComponentReader.ofTable(declared.getDeclaringRecord()).read(declared);
    }

    /**
     * The description for users.
     *
     * @return key, help, default and example
     */
    public ParameterDescription description() {
        return description;
    }

    /**
     * How many values it takes.
     *
     * @return the shape
     */
    public Shape shape() {
        return shape;
    }

    /**
     * The class of one value.
     *
     * @return for example {@code Path} for an {@code Optional<Path>}
     */
    public Class<?> valueClass() {
        return valueClass;
    }

    /**
     * Whether a value is a table within the table.
     *
     * @return whether it is a record that cannot be written as a text
     */
    public boolean isTable() {
        return type instanceof ComponentReader.TableType;
    }

    /**
     * The least value.
     *
     * @return a number, if values are whole numbers
     */
    public long min() {
        return type instanceof WholeNumberType number ? number.min() : Long.MIN_VALUE;
    }

    /**
     * The greatest value.
     *
     * @return a number, if values are whole numbers
     */
    public long max() {
        return type instanceof WholeNumberType number ? number.max() : Long.MAX_VALUE;
    }

    /**
     * Reads one value.
     *
     * @param text what a user wrote
     * @param base the absolute folder that relative paths begin at
     * @return the value, of the {@linkplain #valueClass class}
     * @throws IllegalArgumentException if the text is not such a value; the message is a sentence for the user
     */
    public Object parse(String text, Path base) {
        return type.parse(text, base);
    }

    /**
     * The value that the record's constructor gets if a user writes nothing.
     *
     * @param base the absolute folder that relative paths begin at
     * @return the default, or an empty list or {@link Optional}
     * @throws IllegalStateException if a value must be given
     */
    public Object absent(Path base) {
        if (description.required()) {
            throw new IllegalStateException(key() + " must be given");
        }
        return value(List.of(), base);
    }

    String key() {
        return description.key();
    }

    /** Whether this component takes the keys that no other component has. */
    boolean isRest() {
        return shape == Shape.REST;
    }

    boolean isNamed(String key) {
        return !isRest() && description.isNamed(key);
    }

    /**
     * The value that the record's constructor gets, if its place does not matter.
     *
     * @param given what a user wrote for this component, in order; not empty if it is required
     * @param base the absolute folder that relative paths begin at
     * @throws IllegalArgumentException if a text is not a value of this type; the message begins with key and value
     */
    Object value(List<KeyValue> given, Path base) {
        return value(given, given, base);
    }

    /**
     * The value that the record's constructor gets.
     *
     * @param given what a user wrote for this component, in order; not empty if it is required
     * @param all what a user wrote for all components, in order
     * @param base the absolute folder that relative paths begin at
     * @throws IllegalArgumentException if a text is not a value of this type; the message begins with key and value
     */
    Object value(List<KeyValue> given, List<KeyValue> all, Path base) {
        if (isRest()) {
            return writtenIn(base, given);
        }
        List<Object> values = new ArrayList<>(given.size());
        for (KeyValue pair : given) {
            values.add(parseShown(pair.key(), pair.value(), base));
        }
        if (given.isEmpty() && description.defaultValue().isPresent()) {
            values.add(parseShown(key(), description.defaultValue().get(), base));
        }
        return switch (shape) {
            case LIST -> List.copyOf(values);
            case PLACED -> placed(values, given, all);
            case OPTIONAL -> values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
            default -> values.getFirst();
        };
    }

    /** Looks for each value from the one before on, since the same may be written twice. */
    private static List<Placed<Object>> placed(List<Object> values, List<KeyValue> given, List<KeyValue> all) {
        List<Placed<Object>> placed = new ArrayList<>(values.size());
        int place = -1;
        for (int i = 0; i < values.size(); i++) {
            place++;
            while (i < given.size() && !all.get(place).equals(given.get(i))) {
                place++;
            }
            placed.add(new Placed<>(place, values.get(i)));
        }
        return List.copyOf(placed);
    }

    /** It is not known yet which of the values are paths, so each of them keeps its folder. */
    private static List<KeyValue> writtenIn(Path base, List<KeyValue> given) {
        List<KeyValue> written = new ArrayList<>(given.size());
        for (KeyValue pair : given) {
            written.add(new KeyValue(pair.key(), pair.value(), base));
        }
        return List.copyOf(written);
    }

    private Object parseShown(String written, String text, Path base) {
        try {
            return type.parse(text, base);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(shown(written, text) + ": " + e.getMessage(), e);
        }
    }

    /** The parameter as it was written, with its value hidden if it is a secret. */
    String shown(String written, String text) {
        return written + "=" + (type.secret() ? "***" : text);
    }

    /** Whether its value must not be shown. */
    boolean isSecret() {
        return type.secret();
    }
}
