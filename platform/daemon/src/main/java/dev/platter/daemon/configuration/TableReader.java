// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.api.parameters.KeyValue;
import dev.platter.engine.parameters.Component;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tomlj.TomlArray;

/**
 * Makes the record of a table. After a complaint about an invalid value, the record has the default instead, or an empty text
 * if there is no default; a configuration with complaints is never used.
 */
final class TableReader {
    private final StrictTable table;
    private final Map<String, Object> given;
    private final TomlValueReader values;

    private TableReader(StrictTable table, Map<String, Object> given) {
        this.table = table;
        this.given = given;
        this.values = new TomlValueReader(table);
    }

    static <R extends Record> R read(Class<R> type, StrictTable table) {
        return read(type, table, Map.of());
    }

    /**
     * Reads a table.
     *
     * @param given values by component name: for components that are not keys, and for keys that are absent
     */
    static <R extends Record> R read(Class<R> type, StrictTable table, Map<String, Object> given) {
        return type.cast(new TableReader(table, given).read());
    }

    private Record read() {
        RecordComponent[] components = table.shape().record().getRecordComponents();
        Object[] read = new Object[components.length];
        for (int i = 0; i < read.length; i++) {
            RecordComponent component = components[i];
            read[i] = table.shape().keys().stream()
                    .filter(key -> key.declared().getName().equals(component.getName()))
                    .findFirst()
                    .map(this::value)
                    .orElseGet(() -> given.get(component.getName()));
        }
        return construct(components, read);
    }

    private Record construct(RecordComponent[] components, Object[] read) {
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<? extends Record> canonical = table.shape().record().getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return canonical.newInstance(read);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the record of " + table.shape() + " takes what its components say", e);
        }
    }

    private Object value(TableShape.Key key) {
        return key.child() != null ? child(key) : key.isFree() ? parameters(key.name()) : scalar(key);
    }

    private Object child(TableShape.Key key) {
        return switch (key.component().shape()) {
            case OPTIONAL -> table.existing(key.name()).map(TableReader::read);
            case LIST ->
                table.tables(key.name()).stream().map(TableReader::read).toList();
            case SINGLE -> read(table.table(key.name()));
            default -> throw new IllegalArgumentException("the tables of " + key.name() + " are read one by one");
        };
    }

    private static Record read(StrictTable table) {
        return read(table.shape().record(), table);
    }

    private Object scalar(TableShape.Key key) {
        Component component = key.component();
        if (component.shape() == Component.Shape.LIST) {
            return values.list(component);
        }
        Optional<Object> written = values.single(component);
        if (component.shape() != Component.Shape.OPTIONAL) {
            return written.orElseGet(() -> absent(key));
        }
        return written.isPresent() ? written : absent(key);
    }

    private Object absent(TableShape.Key key) {
        Object otherwise = given.get(key.declared().getName());
        if (otherwise != null) {
            return otherwise;
        }
        Component component = key.component();
        return component.description().required()
                ? component.parse("", table.folder())
                : normalized(component.absent(table.folder()));
    }

    private static Object normalized(Object value) {
        return switch (value) {
            case Path path -> path.normalize();
            case Optional<?> optional -> optional.map(TableReader::normalized);
            default -> value;
        };
    }

    /** The parameters of a plugin or filter, as text. */
    private List<KeyValue> parameters(String key) {
        List<KeyValue> parameters = new ArrayList<>();
        table.free(key).forEach((chosen, value) -> {
            for (Object single : value instanceof TomlArray array ? array.toList() : List.of(value)) {
                Optional<String> text = text(single);
                if (text.isEmpty()) {
                    table.complain(
                            key,
                            chosen,
                            "the parameter " + chosen + " in " + table.name()
                                    + " must be a string, a number, true, false, or an array of those, not "
                                    + StrictTable.described(single) + "; write it in quotes as on a command line");
                }
                parameters.add(new KeyValue(chosen, text.orElse(""), table.folder()));
            }
        });
        return parameters;
    }

    /** The text with the same meaning on a command line; empty if there is none. */
    private static Optional<String> text(Object value) {
        return switch (value) {
            case String text -> Optional.of(text);
            case Boolean flag -> Optional.of(flag.toString());
            case Long number -> Optional.of(number.toString());
            // Not 1.0E-6, which parsers of parameters need not accept.
            case Double number
            when Double.isFinite(number) ->
                Optional.of(BigDecimal.valueOf(number).toPlainString());
            default -> Optional.empty();
        };
    }
}
