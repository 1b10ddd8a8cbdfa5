// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.api.parameters.KeyValue;
import dev.platter.api.parameters.Parameter;
import dev.platter.engine.parameters.Component;
import dev.platter.engine.parameters.Suggestion;
import dev.platter.server.definition.ServerDefinition.TakesEffect;
import dev.platter.server.definition.Words;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a table may have, derived from its record. The reader, its complaints, the difference and the guide all use it.
 */
final class TableShape {
    /** The shape of {@code platter.toml} as a whole. */
    static final TableShape MAIN = new TableShape("platter.toml", "", PlatterToml.class);

    /** The shape of a file in {@code conf.d} as a whole. */
    static final TableShape DROP_IN = new TableShape("conf.d/*.toml", "", PlatterToml.DropIn.class);

    /**
     * A key of a table.
     *
     * @param declared the component of the record
     * @param component the description that it carries
     * @param child the table that is the key's value; null if the value is not a table, or is a table whose keys only a plugin
     *     knows
     */
    record Key(
            RecordComponent declared,
            Component component,
            @Nullable TableShape child) {
        /** As it is written in a file. */
        String name() {
            return component.description().key();
        }

        /** When a new value takes effect; empty for at once. */
        Optional<TakesEffect.When> takesEffect() {
            return Optional.ofNullable(declared.getAnnotation(TakesEffect.class))
                    .map(TakesEffect::value);
        }

        /** The value in a record of the table; empty if it is absent. */
        Optional<Object> of(Record table) {
            try {
                declared.getAccessor().setAccessible(true);
                Object value = declared.getAccessor().invoke(table);
                return value instanceof Optional<?> optional ? optional.map(Object.class::cast) : Optional.of(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the accessors of a record do not fail", e);
            }
        }

        /** An example of a line with this key. */
        String example() {
            return child != null ? child.title : name() + " = " + exampleValue();
        }

        private String exampleValue() {
            List<String> texts = component.description().example();
            if (isFree()) {
                String[] pair = texts.getFirst().split("=", 2);
                return "{ " + pair[0] + " = " + Words.quoted(pair[1]) + " }";
            }
            return component.shape() == Component.Shape.LIST
                    ? texts.stream().map(this::written).toList().toString()
                    : written(texts.getFirst());
        }

        /** A text as a TOML value. */
        String written(String text) {
            Class<?> type = component.valueClass();
            boolean bare = type == boolean.class || text.matches("0|[1-9][0-9]*");
            return bare ? text : Words.quoted(text);
        }

        /** Whether the value is a table whose keys only a plugin or filter knows. */
        boolean isFree() {
            return component.valueClass() == KeyValue.class;
        }
    }

    private final String title;
    private final Class<? extends Record> record;
    private final List<Key> keys;

    /**
     * Reads a shape.
     *
     * @param title the title in the documentation, with NAME for the name of an export
     * @param path the title without brackets; empty for a file as a whole
     */
    private TableShape(String title, String path, Class<? extends Record> record) {
        this.title = title;
        this.record = record;
        this.keys = Stream.of(record.getRecordComponents())
                .filter(declared -> declared.isAnnotationPresent(Parameter.class))
                .map(declared -> key(path, declared))
                .toList();
    }

    private static Key key(String path, RecordComponent declared) {
        Component component = Component.ofTable(declared);
        Class<?> value = component.valueClass();
        String below =
                (path.isEmpty() ? "" : path + ".") + component.description().key();
        boolean table = component.isTable() && value != KeyValue.class;
        return new Key(
                declared, component, table ? child(component.shape(), below, value.asSubclass(Record.class)) : null);
    }

    private static TableShape child(Component.Shape shape, String path, Class<? extends Record> record) {
        return switch (shape) {
            case LIST -> new TableShape("[[" + path + "]]", path, record);
            case NAMED -> new TableShape("[" + path + ".NAME]", path + ".NAME", record);
            default -> new TableShape("[" + path + "]", path, record);
        };
    }

    /** The shapes of both kinds of file, and of all tables in the guide's order. */
    static List<TableShape> all() {
        List<TableShape> all = new ArrayList<>(List.of(MAIN, DROP_IN));
        MAIN.addTables(all);
        return all;
    }

    private void addTables(List<TableShape> all) {
        for (Key key : keys) {
            if (key.child != null) {
                all.add(key.child);
                key.child.addTables(all);
            }
        }
    }

    String title() {
        return title;
    }

    Class<? extends Record> record() {
        return record;
    }

    List<Key> keys() {
        return keys;
    }

    List<String> names() {
        return keys.stream().map(Key::name).toList();
    }

    boolean has(String name) {
        return names().contains(name);
    }

    Key key(String name) {
        return keys.stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is not a key of " + title));
    }

    /** The table that is the value of a key. */
    TableShape child(String name) {
        TableShape child = key(name).child;
        if (child == null) {
            throw new IllegalArgumentException(name + " in " + title + " is not a table");
        }
        return child;
    }

    /** What to do about a key that this table does not have. */
    String remedy(String name) {
        Optional<String> near = Suggestion.nearest(name, names());
        if (near.isPresent()) {
            return "did you mean '" + near.get() + "'?";
        }
        Optional<Key> free = keys.stream().filter(Key::isFree).findFirst();
        if (free.isPresent()) {
            return "if it is a parameter, write " + free.get().name() + " = { " + name + " = … }";
        }
        List<String> others = new ArrayList<>();
        for (TableShape shape : all()) {
            if (shape.has(name)) {
                others.add(shape.title);
            }
        }
        return others.isEmpty() ? "remove it" : "it belongs in " + Words.join(others, "or");
    }

    @Override
    public String toString() {
        return title;
    }
}
